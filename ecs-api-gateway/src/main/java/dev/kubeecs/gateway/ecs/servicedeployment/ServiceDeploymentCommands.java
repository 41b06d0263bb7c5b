package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ContinueServiceDeploymentRequest;
import dev.kubeecs.api.ecs.ContinueServiceDeploymentResponse;
import dev.kubeecs.api.ecs.StopServiceDeploymentRequest;
import dev.kubeecs.api.ecs.StopServiceDeploymentResponse;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.gateway.ecs.servicedeployment.ServiceDeployments.Found;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import jakarta.inject.Singleton;
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

  /** Only a deployment that waits at a hook can go on, and no hook can be asked for yet. */
  private ContinueServiceDeploymentResponse proceed(
      ContinueServiceDeploymentRequest request, Call call) {
    require(call, request.serviceDeploymentArn());
    throw invalidParameter(
        "hookId: the service deployment does not wait for an action at a hook %s.",
        request.hookId());
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
