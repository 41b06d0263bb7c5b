package dev.kubeecs.gateway.ecs.task;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Asks for the end of tasks, which the operator brings about. */
@Singleton
public final class TaskStops {

  private final Tasks tasks;

  TaskStops(Tasks tasks) {
    this.tasks = tasks;
  }

  /**
   * Asks for the end of a task on a user's behalf.
   *
   * @return the task that was asked to stop; empty if it is gone
   */
  public Optional<EcsTask> stop(Call call, EcsTask task, String reason) {
    return tasks
        .store()
        .edit(
            call.namespace(),
            TaskFacts.id(task),
            current -> {
              current.setSpec(stopped(current.getSpec(), reason));
              return current;
            });
  }

  /** Whoever stopped it first has told why. */
  private static EcsTaskSpec stopped(EcsTaskSpec spec, String reason) {
    return spec.desiredStatus() == DesiredStatus.STOPPED
        ? spec
        : spec.withDesiredStatus(DesiredStatus.STOPPED)
            .withStopCode(TaskStopCode.USERINITIATED)
            .withStoppedReason(reason);
  }
}
