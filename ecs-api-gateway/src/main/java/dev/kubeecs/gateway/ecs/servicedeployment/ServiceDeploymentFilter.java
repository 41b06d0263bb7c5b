package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CreatedAt;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which service deployments a listing is about.
 *
 * @param statuses any of these; all if there are none
 * @param after only those created after this instant, if it is given
 * @param before only those created before this instant, if it is given
 */
record ServiceDeploymentFilter(
    List<ServiceDeploymentStatus> statuses, Optional<Instant> after, Optional<Instant> before) {

  /**
   * What a request asks for.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException} if no
   *     instant can lie between the two
   */
  static ServiceDeploymentFilter of(List<ServiceDeploymentStatus> statuses, CreatedAt created) {
    Optional<CreatedAt> asked = Optional.ofNullable(created);
    Optional<Instant> after = asked.map(CreatedAt::after);
    Optional<Instant> before = asked.map(CreatedAt::before);
    if (after.isPresent() && before.isPresent() && !after.get().isBefore(before.get())) {
      throw invalidParameter("createdAt.after must be earlier than createdAt.before.");
    }
    return new ServiceDeploymentFilter(asEmpty(statuses), after, before);
  }

  boolean accepts(EcsServiceDeployment deployment) {
    Instant created = ServiceDeploymentFacts.createdAt(deployment);
    return (statuses.isEmpty() || statuses.contains(ServiceDeploymentFacts.status(deployment)))
        && after.map(created::isAfter).orElse(true)
        && before.map(created::isBefore).orElse(true);
  }
}
