package dev.kubeecs.operator.task.container;

import java.time.Instant;
import java.util.Optional;

/** Where a container is. */
public sealed interface ContainerState {

  /** It has not been started. */
  record Pending() implements ContainerState {}

  /**
   * It cannot be started as things are.
   *
   * @param reason in ECS's words, such as {@code CannotPullContainerError: …}
   * @param mayPass whether trying again may help
   */
  record Failing(String reason, boolean mayPass) implements ContainerState {}

  /** It runs. */
  record Running(Instant startedAt) implements ContainerState {}

  /**
   * It has ended, or never will start.
   *
   * @param exitCode empty if it never ran or nobody saw its end
   * @param reason in ECS's words; empty where the exit code says all
   * @param neverStarted whether its start failed
   */
  record Ended(
      Optional<Integer> exitCode,
      Optional<String> reason,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      boolean neverStarted)
      implements ContainerState {}
}
