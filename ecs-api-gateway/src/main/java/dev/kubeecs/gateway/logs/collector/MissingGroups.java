package dev.kubeecs.gateway.logs.collector;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.gateway.logs.LogErrors;
import dev.kubeecs.gateway.logs.store.LogStore;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stops a task whose log group is not there when it starts, as ECS does. One that has been running
 * is left alone: a store that is lost, or a group that is deleted, must not end what works.
 */
final class MissingGroups {

  /** A task may run for a moment before it is looked at. */
  private static final Duration STARTING = Duration.ofSeconds(10);

  private final Store<EcsTask> tasks;
  private final Clock clock;

  MissingGroups(Store<EcsTask> tasks, Clock clock) {
    this.tasks = tasks;
    this.clock = clock;
  }

  /** Whether the task was asked to stop. */
  boolean stop(EcsTask task, List<LogSource> sources, LogStore store) {
    boolean stop = isStarting(task) && sources.stream().anyMatch(s -> lacksGroup(s, store));
    if (stop) {
      tasks.edit(
          task.getMetadata().getNamespace(),
          task.getMetadata().getName(),
          current -> {
            current.setSpec(stopped(current.getSpec()));
            return current;
          });
    }
    return stop;
  }

  private boolean isStarting(EcsTask task) {
    Optional<EcsTaskStatus> status = Optional.ofNullable(task.getStatus());
    Optional<TaskState> state = status.map(EcsTaskStatus::lastStatus);
    Instant earliest = clock.instant().minus(STARTING);
    return task.getSpec().desiredStatus() != DesiredStatus.STOPPED
        && (state.isEmpty()
            || state.get().isBefore(TaskState.RUNNING)
            || (state.get() == TaskState.RUNNING
                && status.map(EcsTaskStatus::startedAt).filter(earliest::isBefore).isPresent()));
  }

  private static boolean lacksGroup(LogSource source, LogStore store) {
    return !source.logs().createGroup()
        && store.group(source.owner(), source.logs().group()).isEmpty();
  }

  private static EcsTaskSpec stopped(EcsTaskSpec spec) {
    return spec.desiredStatus() == DesiredStatus.STOPPED
        ? spec
        : spec.withDesiredStatus(DesiredStatus.STOPPED)
            .withStopCode(TaskStopCode.TASKFAILEDTOSTART)
            .withStoppedReason(reason(spec.launchType()));
  }

  /** In the words of Fargate and of the ECS agent. */
  private static String reason(LaunchType launchType) {
    return launchType == LaunchType.FARGATE
        ? "ResourceInitializationError: failed to validate logger args: create stream has been"
            + " retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: "
            + LogErrors.NO_GROUP
        : "CannotStartContainerError: failed to initialize logging driver: failed to create"
            + " Cloudwatch log stream: ResourceNotFoundException: "
            + LogErrors.NO_GROUP;
  }
}
