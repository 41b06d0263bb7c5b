package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.gateway.ecs.Platforms;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The deployments of a service: those that the operator tells, and before them the one that the
 * spec asks for if the operator has not seen it yet. So a client that has just updated a service
 * never takes the old deployment's completion for the new one's.
 */
final class DeploymentsView {

  private static final String PRIMARY = "PRIMARY";
  private static final String ACTIVE = "ACTIVE";

  private DeploymentsView() {}

  static List<Deployment> of(EcsService service, String taskDefinitionArn, Instant now) {
    List<Deployment> known = asEmpty(ServiceFacts.status(service).deployments());
    String asked = service.getSpec().deploymentId();
    boolean unseen =
        asked != null
            && ServiceFacts.state(service) == ServiceState.ACTIVE
            && !ServiceFacts.isRolledBack(service)
            && known.stream().noneMatch(deployment -> id(asked).equals(deployment.id()));
    if (!unseen) {
      return known.stream().map(deployment -> withDesiredCount(deployment, service)).toList();
    }
    List<Deployment> deployments = new ArrayList<>();
    deployments.add(begun(service, taskDefinitionArn, known.isEmpty() ? created(service) : now));
    known.forEach(
        deployment ->
            deployments.add(
                PRIMARY.equals(deployment.status())
                    ? deployment.toBuilder().status(ACTIVE).build()
                    : deployment));
    return deployments;
  }

  private static Deployment begun(EcsService service, String taskDefinitionArn, Instant begin) {
    EcsServiceSpec spec = service.getSpec();
    LaunchType launchType = ServiceFacts.launchType(service);
    boolean byStrategy = !asEmpty(spec.capacityProviderStrategy()).isEmpty();
    return Deployment.builder()
        .id(id(spec.deploymentId()))
        .status(PRIMARY)
        .taskDefinition(taskDefinitionArn)
        .desiredCount(ServiceFacts.desiredCount(service))
        .pendingCount(0)
        .runningCount(0)
        .failedTasks(0)
        .createdAt(begin)
        .updatedAt(begin)
        .launchType(byStrategy ? null : launchType)
        .capacityProviderStrategy(byStrategy ? spec.capacityProviderStrategy() : null)
        .platformVersion(Platforms.running(launchType, spec.platformVersion()))
        .platformFamily(Platforms.family(launchType, Optional.empty()))
        .networkConfiguration(spec.networkConfiguration())
        .serviceConnectConfiguration(spec.serviceConnectConfiguration())
        .rolloutState(DeploymentRolloutState.IN_PROGRESS)
        .rolloutStateReason("ECS deployment %s in progress.".formatted(id(spec.deploymentId())))
        .build();
  }

  /** The spec is ahead of the status after UpdateService has scaled the service. */
  private static Deployment withDesiredCount(Deployment deployment, EcsService service) {
    return PRIMARY.equals(deployment.status())
        ? deployment.toBuilder().desiredCount(ServiceFacts.desiredCount(service)).build()
        : deployment;
  }

  private static Instant created(EcsService service) {
    return Instant.parse(service.getMetadata().getCreationTimestamp());
  }

  private static String id(String deploymentId) {
    return "ecs-svc/" + deploymentId;
  }
}
