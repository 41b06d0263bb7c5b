package dev.kubeecs.operator.service;

import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import java.util.Optional;

/** What stands in the way of a service. */
final class ServiceProblems {

  private ServiceProblems() {}

  /** The first thing that does; empty if the service can be as it is wanted. */
  static Optional<Problem> of(ResolvedService service) {
    return conflict(service)
        .or(() -> ServiceRules.problem(service.spec()))
        .or(() -> missingCluster(service))
        .or(() -> missingTaskDefinition(service));
  }

  private static Optional<Problem> conflict(ResolvedService service) {
    return service
        .olderClaimant()
        .map(
            older ->
                new Problem(
                    Reason.Conflict,
                    "serviceName: EcsService %s is the service %s of cluster %s already."
                        .formatted(older, service.serviceName(), service.clusterName())));
  }

  private static Optional<Problem> missingCluster(ResolvedService service) {
    return service.cluster().isPresent()
        ? Optional.empty()
        : problem(
            Reason.NotFound,
            "cluster: there is no ACTIVE cluster %s.".formatted(service.clusterName()));
  }

  private static Optional<Problem> missingTaskDefinition(ResolvedService service) {
    String asked = service.spec().taskDefinition();
    if (service.taskDefinition().isEmpty()) {
      return WantedRevision.goesOnWithoutTaskDefinition(service)
          ? Optional.empty()
          : problem(
              Reason.NotFound,
              "taskDefinition: there is no ACTIVE revision of %s.".formatted(asked));
    }
    return TaskDefinitions.isActive(service.taskDefinition().get())
            || !WantedRevision.isOtherTaskDefinition(service)
        ? Optional.empty()
        : problem(
            Reason.Inactive,
            "taskDefinition: %s is INACTIVE. No deployment can begin with it.".formatted(asked));
  }

  private static Optional<Problem> problem(Reason reason, String message) {
    return Optional.of(new Problem(reason, message));
  }
}
