package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service that is on its way somewhere is looked at again after a while even if nothing is heard
 * of it: an event that was lost, or that nobody thought of, costs seconds and not the rollout.
 */
final class SecondLook {

  /** A pass that finds nothing to do reads caches only. */
  static final Duration LATEST = Duration.ofSeconds(10);

  private SecondLook() {}

  /** When to look at a service again if nothing happens; empty if it is where it shall be. */
  static Optional<Instant> at(ServicePlan plan, Instant now) {
    Optional<Instant> latest =
        onItsWay(plan.status()) ? Optional.of(now.plus(LATEST)) : Optional.empty();
    return Stream.concat(plan.lookAgainAt().stream(), latest.stream()).min(Instant::compareTo);
  }

  private static boolean onItsWay(EcsServiceStatus status) {
    boolean unstable =
        status.conditions().stream()
            .anyMatch(
                c -> c.getType().equals(ServiceReport.STABLE) && !c.getStatus().equals("True"));
    boolean rollsOut =
        asEmpty(status.deployments()).stream()
            .anyMatch(d -> d.rolloutState() == DeploymentRolloutState.IN_PROGRESS);
    return status.status() != ServiceState.INACTIVE && (unstable || rollsOut);
  }
}
