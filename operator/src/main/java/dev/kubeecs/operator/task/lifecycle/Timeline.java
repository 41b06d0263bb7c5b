package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.operator.task.container.ContainerState.Ended;
import dev.kubeecs.operator.task.container.ContainerState.Failing;
import dev.kubeecs.operator.task.container.ContainerState.Pending;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When what happened to a task. Times of containers are the kubelet's, which counts in seconds;
 * they stand even if nobody watched. What is known once is not changed again.
 */
final class Timeline {

  private Timeline() {}

  static EcsTaskStatus of(EcsTaskStatus status, Observation seen, TaskState state) {
    boolean stopping = !state.isBefore(TaskState.DEACTIVATING);
    boolean stopped = state == TaskState.STOPPED;
    Instant started = allStartedAt(seen).orElse(null);
    // A service's task is as old as its Pod, any other is older than its Pod.
    HasMetadata made = isMirror(seen) ? seen.pod() : seen.task();
    return status
        .withCreatedAt(
            Absent.or(status.createdAt(), Instant.parse(made.getMetadata().getCreationTimestamp())))
        .withPullStartedAt(Absent.or(status.pullStartedAt(), placedAt(seen)))
        .withPullStoppedAt(Absent.or(status.pullStoppedAt(), started))
        .withStartedAt(Absent.or(status.startedAt(), started))
        .withStoppingAt(once(status.stoppingAt(), stopping, seen.now()))
        .withExecutionStoppedAt(
            once(status.executionStoppedAt(), stopped, allEndedAt(seen).orElse(seen.now())))
        .withStoppedAt(once(status.stoppedAt(), stopped, seen.now()));
  }

  private static boolean isMirror(Observation seen) {
    return seen.pod() != null && Labels.areOfWorkload(seen.pod().getMetadata().getLabels());
  }

  private static Instant once(Instant known, boolean happened, Instant when) {
    return known == null && happened ? when : known;
  }

  /**
   * The kubelet pulls as soon as it knows of the Pod, which is when the scheduler has placed it:
   * told with that, and not in a write of its own a few milliseconds later.
   */
  private static Instant placedAt(Observation seen) {
    return seen.pod() == null
        ? null
        : seen.pod().getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("PodScheduled"))
            .filter(condition -> condition.getStatus().equals("True"))
            .map(condition -> Instant.parse(condition.getLastTransitionTime()))
            .findFirst()
            .orElseGet(() -> podStartedAt(seen.pod()));
  }

  private static Instant podStartedAt(Pod pod) {
    String started = pod.getStatus().getStartTime();
    return started == null ? null : Instant.parse(started);
  }

  /** Empty until every container has been started, but for side containers that cannot be. */
  private static Optional<Instant> allStartedAt(Observation seen) {
    List<Instant> times = new ArrayList<>();
    for (ObservedContainer container : seen.containers()) {
      Optional<Instant> started =
          switch (container.state()) {
            case Running running -> Optional.of(running.startedAt());
            case Ended ended -> ended.startedAt();
            case Pending pending -> Optional.empty();
            case Failing failing -> Optional.empty();
          };
      boolean mayBeMissing = !container.essential() && Lifecycle.hasStarted(container, seen);
      if (started.isEmpty() && !mayBeMissing) {
        return Optional.empty();
      }
      started.ifPresent(times::add);
    }
    return times.stream().max(Instant::compareTo);
  }

  private static Optional<Instant> allEndedAt(Observation seen) {
    return seen.containers().stream()
        .map(ObservedContainer::state)
        .flatMap(state -> state instanceof Ended ended ? ended.finishedAt().stream() : Stream.of())
        .max(Instant::compareTo);
  }
}
