package dev.kubeecs.operator.service.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A task of a service that is STOPPED, or about to be because its health checks failed.
 *
 * @param id the task's id
 * @param startedAt when it reached RUNNING; empty if it never did
 * @param stoppedAt when it was STOPPED, or told to
 * @param cause who ended it
 */
public record EndedTask(String id, Optional<Instant> startedAt, Instant stoppedAt, Cause cause) {

  /** Why a task ended, as far as a deployment is concerned. */
  public enum Cause {
    /** It ended by itself: it could not start, or an essential container exited. */
    ITSELF,
    /** The service replaced it because its health checks failed. */
    HEALTH_CHECKS,
    /** A user or the service asked for it. */
    ASKED
  }

  /** Whether it went from PENDING to STOPPED without anybody asking for it. */
  public boolean failedToStart() {
    return cause == Cause.ITSELF && startedAt.isEmpty();
  }

  /** Whether it ended by itself before it had run that long. */
  public boolean failedWithin(Duration soon) {
    return cause == Cause.ITSELF
        && startedAt.map(at -> at.plus(soon).isAfter(stoppedAt)).orElse(true);
  }
}
