package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.ContinueDeploymentInput;
import dev.kubeecs.api.codedeploy.DeploymentWaitType;
import dev.kubeecs.api.codedeploy.StopDeploymentInput;
import dev.kubeecs.api.codedeploy.StopDeploymentOutput;
import dev.kubeecs.api.codedeploy.StopStatus;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.model.NoResponse;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentSpec;
import dev.kubeecs.resources.service.HookAction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** StopDeployment and ContinueDeployment, which the operator carries out. */
@Singleton
final class DeploymentCommands implements Handlers {

  /** Far longer than the operator takes to begin a deployment. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Deployments deployments;

  DeploymentCommands(Deployments deployments) {
    this.deployments = deployments;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(StopDeploymentInput.class, this::stop)
        .on(ContinueDeploymentInput.class, this::proceed);
  }

  private StopDeploymentOutput stop(StopDeploymentInput request, Call call) {
    Deployment deployment = underWay(call, request.deploymentId());
    boolean back =
        or(request.autoRollbackEnabled(), or(deployment.asked().rollbackOnStop(), false));
    change(
        deployment,
        spec ->
            spec.stopType() == null
                ? spec.withStopType(
                    back && !asEmpty(spec.sourceServiceRevisions()).isEmpty()
                        ? StopServiceDeploymentStopType.ROLLBACK
                        : StopServiceDeploymentStopType.ABORT)
                : spec);
    return new StopDeploymentOutput(
        StopStatus.PENDING,
        back ? "The deployment is stopped and rolled back." : "The deployment is stopped.");
  }

  private NoResponse proceed(ContinueDeploymentInput request, Call call) {
    if (request.deploymentId() == null) {
      throw new AwsException("DeploymentIdRequiredException", "deploymentId must be specified.");
    }
    Deployment deployment = underWay(call, request.deploymentId());
    String hook =
        awaited(deployment, or(request.deploymentWaitType(), DeploymentWaitType.READY_WAIT));
    change(
        deployment,
        spec -> {
          List<HookAction> actions = new ArrayList<>(asEmpty(spec.hookActions()));
          if (actions.stream().noneMatch(action -> action.hookId().equals(hook))) {
            actions.add(new HookAction(hook, DeploymentLifecycleHookAction.CONTINUE));
          }
          return spec.withHookActions(actions);
        });
    return NoResponse.DONE;
  }

  /** The hook, or what stands for one, that waits now. */
  private static String awaited(Deployment deployment, DeploymentWaitType type) {
    return switch (type) {
      case READY_WAIT ->
          deployment
              .waitingHook()
              .orElseThrow(
                  () ->
                      new AwsException(
                          "DeploymentIsNotInReadyStateException",
                          "The deployment %s is not in the Ready state."
                              .formatted(deployment.asked().deploymentId())))
              .hookId();
      case TERMINATION_WAIT -> {
        if (!deployment.awaitsTermination()) {
          throw new AwsException(
              "InvalidDeploymentStatusException",
              "The termination wait of the deployment %s has not started, or is over."
                  .formatted(deployment.asked().deploymentId()));
        }
        yield CodeDeploy.TERMINATION_WAIT;
      }
    };
  }

  private Deployment underWay(Call call, String id) {
    Deployment deployment = deployments.require(call, id);
    return switch (deployment.status()) {
      case CREATED, QUEUED, INPROGRESS, BAKING, READY -> deployment;
      case SUCCEEDED, FAILED, STOPPED ->
          throw new AwsException(
              "DeploymentAlreadyCompletedException",
              "The deployment %s is %s already.".formatted(id, deployment.status()));
    };
  }

  /** Changes the deployment of the service as soon as the operator has begun it. */
  private EcsServiceDeployment change(
      Deployment deployment, UnaryOperator<EcsServiceDeploymentSpec> change) {
    EcsService service = deployment.service();
    String namespace = service.getMetadata().getNamespace();
    String name =
        deployment
            .rollout()
            .map(rollout -> rollout.getMetadata().getName())
            .orElseGet(
                () ->
                    ObjectNames.serviceRevision(
                        ServiceFacts.name(service), service.getSpec().deploymentId()));
    return deployments
        .rollouts()
        .await(namespace, name, PATIENCE)
        .flatMap(
            found ->
                deployments
                    .rollouts()
                    .edit(
                        namespace,
                        name,
                        copy -> {
                          copy.setSpec(change.apply(copy.getSpec()));
                          return copy;
                        }))
        .orElseThrow(() -> CodeDeployErrors.noDeployment(deployment.asked().deploymentId()));
  }
}
