package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatusBuilder;
import java.time.Instant;

/** What is true of a service deployment whether or not the operator has told of it yet. */
public final class ServiceDeploymentFacts {

  private static final EcsServiceDeploymentStatus UNSEEN =
      EcsServiceDeploymentStatusBuilder.builder().build();

  private ServiceDeploymentFacts() {}

  /** Its 19 digits. */
  static String id(EcsServiceDeployment deployment) {
    return deployment.getMetadata().getLabels().get(Labels.DEPLOYMENT);
  }

  /** When it was asked for. */
  public static Instant createdAt(EcsServiceDeployment deployment) {
    return or(
        told(deployment).createdAt(),
        Instant.parse(deployment.getMetadata().getCreationTimestamp()));
  }

  /** Where it stands. A stop that the operator has not seen yet is requested. */
  public static ServiceDeploymentStatus status(EcsServiceDeployment deployment) {
    ServiceDeploymentStatus told = or(told(deployment).status(), ServiceDeploymentStatus.PENDING);
    boolean goesOn =
        told == ServiceDeploymentStatus.PENDING || told == ServiceDeploymentStatus.IN_PROGRESS;
    StopServiceDeploymentStopType stop = deployment.getSpec().stopType();
    if (!goesOn || stop == null) {
      return told;
    }
    return switch (stop) {
      case ROLLBACK -> ServiceDeploymentStatus.ROLLBACK_REQUESTED;
      case ABORT -> ServiceDeploymentStatus.STOP_REQUESTED;
    };
  }

  /** What the operator has told of it; empty members before it has. */
  public static EcsServiceDeploymentStatus told(EcsServiceDeployment deployment) {
    return or(deployment.getStatus(), UNSEEN);
  }
}
