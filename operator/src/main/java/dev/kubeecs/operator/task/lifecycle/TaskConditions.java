package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;

/** The condition Ready of a task: whether it is RUNNING, for {@code kubectl wait}. */
final class TaskConditions {

  private TaskConditions() {}

  static EcsTaskStatus of(EcsTaskStatus status, Observation seen) {
    TaskState state = status.lastStatus();
    Conditions conditions = new Conditions(Clock.fixed(seen.now(), ZoneOffset.UTC));
    return status.withConditions(
        conditions.merge(
            seen.before().conditions(),
            Conditions.READY,
            state == TaskState.RUNNING,
            state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT),
            Absent.or(status.stoppedReason(), ""),
            seen.task().getMetadata().getGeneration()));
  }
}
