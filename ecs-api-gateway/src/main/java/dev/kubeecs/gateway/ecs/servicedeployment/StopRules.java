package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.ServiceState;

/**
 * Whether a service deployment can be stopped. Source: the ECS developer guide, stopping service
 * deployments: one that is stopping already goes on stopping, one that has ended cannot be stopped.
 */
final class StopRules {

  private StopRules() {}

  /**
   * Whether the request changes anything.
   *
   * @throws AwsException {@code ConflictException} if the deployment cannot be stopped like that
   */
  static boolean isToBeStopped(
      EcsServiceDeployment deployment, EcsService service, StopServiceDeploymentStopType type) {
    ServiceDeploymentStatus status = ServiceDeploymentFacts.status(deployment);
    return switch (status) {
      case PENDING, IN_PROGRESS -> {
        requireGoesOn(service);
        requireSource(deployment, type);
        yield true;
      }
      case STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS -> false;
      case SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED ->
          throw conflict("A service deployment that is %s cannot be stopped.".formatted(status));
    };
  }

  private static void requireGoesOn(EcsService service) {
    if (ServiceFacts.state(service) != ServiceState.ACTIVE) {
      throw conflict("The service of the service deployment is not ACTIVE.");
    }
  }

  private static void requireSource(
      EcsServiceDeployment deployment, StopServiceDeploymentStopType type) {
    if (type == StopServiceDeploymentStopType.ROLLBACK
        && asEmpty(deployment.getSpec().sourceServiceRevisions()).isEmpty()) {
      throw conflict("The service deployment has no earlier service revision to roll back to.");
    }
  }

  private static AwsException conflict(String message) {
    return new AwsException("ConflictException", message);
  }
}
