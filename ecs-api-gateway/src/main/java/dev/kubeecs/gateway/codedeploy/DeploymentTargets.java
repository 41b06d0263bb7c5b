package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.codedeploy.BatchGetDeploymentTargetsInput;
import dev.kubeecs.api.codedeploy.BatchGetDeploymentTargetsOutput;
import dev.kubeecs.api.codedeploy.DeploymentTarget;
import dev.kubeecs.api.codedeploy.DeploymentTargetType;
import dev.kubeecs.api.codedeploy.ECSTarget;
import dev.kubeecs.api.codedeploy.ECSTaskSet;
import dev.kubeecs.api.codedeploy.GetDeploymentTargetInput;
import dev.kubeecs.api.codedeploy.GetDeploymentTargetOutput;
import dev.kubeecs.api.codedeploy.ListDeploymentTargetsInput;
import dev.kubeecs.api.codedeploy.ListDeploymentTargetsOutput;
import dev.kubeecs.api.codedeploy.TargetGroupInfo;
import dev.kubeecs.api.codedeploy.TargetLabel;
import dev.kubeecs.api.codedeploy.TargetStatus;
import dev.kubeecs.api.ecs.TaskSet;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.ServiceQueries;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.TrafficShift;
import jakarta.inject.Singleton;
import java.util.List;

/** The target of a deployment, which is its service: GetDeploymentTarget and its kin. */
@Singleton
final class DeploymentTargets implements Handlers {

  private static final double ALL_TRAFFIC = 100;

  private final Deployments deployments;
  private final ServiceQueries services;

  DeploymentTargets(Deployments deployments, ServiceQueries services) {
    this.deployments = deployments;
    this.services = services;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(
            GetDeploymentTargetInput.class,
            (request, call) ->
                new GetDeploymentTargetOutput(
                    target(call, request.deploymentId(), request.targetId())))
        .on(
            BatchGetDeploymentTargetsInput.class,
            (request, call) ->
                new BatchGetDeploymentTargetsOutput(
                    request.targetIds().stream()
                        .map(id -> target(call, request.deploymentId(), id))
                        .toList()))
        .on(ListDeploymentTargetsInput.class, this::list);
  }

  private ListDeploymentTargetsOutput list(ListDeploymentTargetsInput request, Call call) {
    Deployment deployment = deployments.require(call, request.deploymentId());
    Page<String> page =
        Paging.of(call, request.nextToken()).of(List.of(id(deployment.service())), id -> id);
    return new ListDeploymentTargetsOutput(page.items(), page.nextToken());
  }

  private DeploymentTarget target(Call call, String deploymentId, String targetId) {
    Deployment deployment = deployments.require(call, deploymentId);
    if (!id(deployment.service()).equals(targetId)) {
      throw new AwsException(
          "DeploymentTargetDoesNotExistException",
          "The deployment %s has no target %s.".formatted(deploymentId, targetId));
    }
    EcsService service = deployment.service();
    return DeploymentTarget.builder()
        .deploymentTargetType(DeploymentTargetType.ECSTARGET)
        .ecsTarget(
            ECSTarget.builder()
                .deploymentId(deploymentId)
                .targetId(targetId)
                .targetArn(
                    call.account()
                        .serviceArn(ServiceFacts.cluster(service), ServiceFacts.name(service)))
                .lastUpdatedAt(deployment.told().updatedAt())
                .lifecycleEvents(LifecycleEvents.of(deployment.shift(), goesOn(deployment)))
                .status(status(deployment))
                .taskSetsInfo(
                    asEmpty(services.view(call, service, false).taskSets()).stream()
                        .map(taskSet -> info(deployment, taskSet))
                        .toList())
                .build())
        .build();
  }

  /** As CodeDeploy names a service. */
  private static String id(EcsService service) {
    return ServiceFacts.cluster(service) + ":" + ServiceFacts.name(service);
  }

  private static boolean goesOn(Deployment deployment) {
    return status(deployment) != TargetStatus.FAILED;
  }

  private static TargetStatus status(Deployment deployment) {
    return switch (deployment.status()) {
      case CREATED, QUEUED -> TargetStatus.PENDING;
      case INPROGRESS, BAKING -> TargetStatus.INPROGRESS;
      case READY -> TargetStatus.READY;
      case SUCCEEDED -> TargetStatus.SUCCEEDED;
      case FAILED, STOPPED -> TargetStatus.FAILED;
    };
  }

  private static ECSTaskSet info(Deployment deployment, TaskSet taskSet) {
    boolean green = deployment.asked().deploymentId().equals(taskSet.externalId());
    double ofGreen = deployment.shift().map(TrafficShift::productionWeight).orElse(0.0);
    return ECSTaskSet.builder()
        .identifer(taskSet.id())
        .desiredCount(taskSet.computedDesiredCount().longValue())
        .pendingCount(taskSet.pendingCount().longValue())
        .runningCount(taskSet.runningCount().longValue())
        .status(taskSet.status())
        .trafficWeight(green ? ofGreen : ALL_TRAFFIC - ofGreen)
        .targetGroup(
            asEmpty(taskSet.loadBalancers()).stream()
                .map(lb -> new TargetGroupInfo(ElbArn.targetGroupName(lb.targetGroupArn())))
                .findFirst()
                .orElse(null))
        .taskSetLabel(green ? TargetLabel.GREEN : TargetLabel.BLUE)
        .build();
  }
}
