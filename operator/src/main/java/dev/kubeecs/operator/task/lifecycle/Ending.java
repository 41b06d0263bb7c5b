package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.operator.task.pod.HeldImage;
import dev.kubeecs.operator.task.pod.StopTimeouts;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far a task that stops has come, and how long it may take (ADR 59). */
final class Ending {

  private Ending() {}

  /** DEACTIVATING while its targets drain, STOPPING while its containers end. */
  static TaskState state(Observation seen) {
    if (PodFacts.isOver(seen)) {
      return TaskState.STOPPED;
    }
    return drainingFor(seen).isPresent() ? TaskState.DEACTIVATING : TaskState.STOPPING;
  }

  /** How much longer its targets drain; empty if they do not, or no more. */
  static Optional<Duration> drainingFor(Observation seen) {
    return Optional.of(PodFacts.drain(seen.pod()))
        .filter(Duration::isPositive)
        .map(drain -> Duration.between(seen.now(), stoppingSince(seen).plus(drain)))
        .filter(Duration::isPositive);
  }

  private static Instant stoppingSince(Observation seen) {
    return PodFacts.isDeleting(seen.pod())
        ? PodFacts.deletedAtTheEarliest(seen.pod()).orElseThrow()
        : Absent.or(seen.before().stoppingAt(), seen.now());
  }

  /**
   * How long the containers have, in seconds, from the deletion of the Pod to SIGKILL: to drain,
   * and what those ask for that are still there. Who has ended needs no time.
   */
  static long grace(Observation seen) {
    long stopTimeout =
        StopTimeouts.longest(
            seen.containers().stream()
                .filter(container -> !container.isDown() && !HeldImage.isOne(container.image()))
                .map(ObservedContainer::definition)
                .toList());
    return Math.max(1, stopTimeout + PodFacts.drain(seen.pod()).toSeconds());
  }
}
