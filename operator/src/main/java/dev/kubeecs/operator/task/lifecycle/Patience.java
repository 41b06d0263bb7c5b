package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.operator.task.container.ContainerState.Failing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long an image is tried to be pulled where trying again may help. The kubelet tries at once,
 * after 10 and after 30 seconds; the ECS agent gives up after a minute or so.
 */
final class Patience {

  private static final Duration WITH_A_PULL = Duration.ofSeconds(35);

  private Patience() {}

  static boolean isOver(Observation seen, Failing failing) {
    return !failing.mayPass() || !endsAt(seen).isAfter(seen.now());
  }

  /** When to look again, if a container is failing and may still succeed. */
  static Optional<Duration> left(Observation seen) {
    return seen.containers().stream()
            .anyMatch(c -> c.state() instanceof Failing failing && !isOver(seen, failing))
        ? Optional.of(Duration.between(seen.now(), endsAt(seen)))
        : Optional.empty();
  }

  private static Instant endsAt(Observation seen) {
    String startTime = seen.pod().getStatus().getStartTime();
    return (startTime == null ? seen.now() : Instant.parse(startTime)).plus(WITH_A_PULL);
  }
}
