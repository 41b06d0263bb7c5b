package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ContinueServiceDeploymentRequest;
import dev.kubeecs.api.ecs.ContinueServiceDeploymentResponse;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.StopServiceDeploymentRequest;
import dev.kubeecs.api.ecs.StopServiceDeploymentResponse;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.gateway.ecs.servicedeployment.ServiceDeployments.Found;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.HookAction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** StopServiceDeployment, which the operator carries out, and ContinueServiceDeployment. */
@Singleton
public final class ServiceDeploymentCommands implements Handlers {

  private final ServiceDeployments deployments;

  ServiceDeploymentCommands(ServiceDeployments deployments) {
    this.deployments = deployments;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(StopServiceDeploymentRequest.class, this::stop)
        .on(ContinueServiceDeploymentRequest.class, this::proceed);
  }

  private StopServiceDeploymentResponse stop(StopServiceDeploymentRequest request, Call call) {
    Found found = require(call, request.serviceDeploymentArn());
    StopServiceDeploymentStopType type =
        or(request.stopType(), StopServiceDeploymentStopType.ROLLBACK);
    Optional<EcsServiceDeployment> stopped =
        deployments
            .store()
            .edit(
                call.namespace(),
                found.resource().getMetadata().getName(),
                current -> {
                  if (StopRules.isToBeStopped(current, found.service(), type)) {
                    current.setSpec(current.getSpec().withStopType(type));
                  }
                  return current;
                });
    if (stopped.isEmpty()) {
      throw notFound();
    }
    return new StopServiceDeploymentResponse(request.serviceDeploymentArn());
  }

  /** Tells a deployment that waits at a hook what to do; the operator does it. */
  private ContinueServiceDeploymentResponse proceed(
      ContinueServiceDeploymentRequest request, Call call) {
    Found found = require(call, request.serviceDeploymentArn());
    HookAction action =
        new HookAction(
            request.hookId(), or(request.action(), DeploymentLifecycleHookAction.CONTINUE));
    Optional<EcsServiceDeployment> told =
        deployments
            .store()
            .edit(
                call.namespace(),
                found.resource().getMetadata().getName(),
                current -> {
                  if (ContinueRules.isToBeTold(current, action)) {
                    List<HookAction> actions =
                        new ArrayList<>(asEmpty(current.getSpec().hookActions()));
                    actions.add(action);
                    current.setSpec(current.getSpec().withHookActions(actions));
                  }
                  return current;
                });
    if (told.isEmpty()) {
      throw notFound();
    }
    return new ContinueServiceDeploymentResponse(request.serviceDeploymentArn());
  }

  private Found require(Call call, String arn) {
    return deployments
        .find(call, ServicePartArn.parse(arn, ServicePartArn.DEPLOYMENT, call.account()))
        .orElseThrow(ServiceDeploymentCommands::notFound);
  }

  private static AwsException notFound() {
    return new AwsException(
        "ServiceDeploymentNotFoundException", "The service deployment was not found.");
  }
}
