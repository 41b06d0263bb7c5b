package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.resources.service.EcsServiceStatus;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * While tasks are on their way, how many there are is told once a second, so that a service with
 * many tasks costs few writes. Anything else is told at once, as is that the last of them runs.
 */
final class Progress {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private Progress() {}

  /**
   * How long a status may wait before it is told; empty if it may not.
   *
   * @param before what was told last; null if nothing was
   */
  static Optional<Duration> mayWait(EcsServiceStatus before, EcsServiceStatus after, Instant now) {
    if (before == null
        || or(after.pendingCount(), 0) == 0
        || !withoutCounts(before).equals(withoutCounts(after))) {
      return Optional.empty();
    }
    return asEmpty(before.deployments()).stream()
        .map(Deployment::updatedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(told -> Duration.between(now, told.plus(PAUSE)))
        .filter(Duration::isPositive);
  }

  private static EcsServiceStatus withoutCounts(EcsServiceStatus status) {
    return status.with(
        s ->
            s.runningCount(null)
                .pendingCount(null)
                .events(null)
                .currentServiceRevisions(null)
                .deployments(
                    asEmpty(status.deployments()).stream().map(Progress::withoutCounts).toList())
                .conditions(
                    asEmpty(status.conditions()).stream()
                        .map(condition -> new ConditionBuilder(condition).withMessage(null).build())
                        .toList()));
  }

  private static Deployment withoutCounts(Deployment deployment) {
    return deployment.toBuilder().runningCount(null).pendingCount(null).updatedAt(null).build();
  }
}
