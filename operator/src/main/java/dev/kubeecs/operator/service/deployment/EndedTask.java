package dev.kubeecs.operator.service.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A task of a service that is STOPPED.
 *
 * @param startedAt when it reached RUNNING; empty if it never did
 * @param stoppedAt when it was STOPPED
 * @param byItself whether it ended by itself, rather than by a user or the service
 */
public record EndedTask(Optional<Instant> startedAt, Instant stoppedAt, boolean byItself) {

  /** Whether it went from PENDING to STOPPED without anybody asking for it. */
  public boolean failedToStart() {
    return byItself && startedAt.isEmpty();
  }

  /** Whether it ended by itself before it had run that long. */
  public boolean failedWithin(Duration soon) {
    return byItself && startedAt.map(at -> at.plus(soon).isAfter(stoppedAt)).orElse(true);
  }
}
