package dev.kubeecs.operator.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the scheduling strategy of a service does next.
 *
 * @param actions writes
 * @param desired how many tasks the service aims at; empty while nobody knows
 * @param failedTasks tasks of the target revision in a row that never reached RUNNING
 * @param heldUntil until when no task may start, after failures
 * @param blocked whether the limits of the deployment leave no room to move
 */
public record ScalingStep(
    List<Action> actions,
    OptionalInt desired,
    int failedTasks,
    Optional<Instant> heldUntil,
    boolean blocked) {

  public ScalingStep {
    actions = List.copyOf(actions);
  }
}
