package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.EcsTaskStatusBuilder;
import dev.kubeecs.resources.task.TaskState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** The status of a task that has no Pod and never had one. */
public final class Unstarted {

  private final EcsTask task;
  private final Account account;
  private final Instant now;

  /** A look at the task, at that time. */
  public Unstarted(EcsTask task, Account account, Instant now) {
    this.task = task;
    this.account = account;
    this.now = now;
  }

  /** The task waits for something that it names. */
  public EcsTaskStatus waiting(Reason reason, String message) {
    return status(TaskState.PROVISIONING, reason.name(), message);
  }

  /** The task will never start. */
  public EcsTaskStatus refused(Reason reason, String message) {
    return stopped(
        status(TaskState.STOPPED, reason.name(), message), TaskStopCode.TASKFAILEDTOSTART, message);
  }

  /** The task was stopped before it could start. */
  public EcsTaskStatus stopped() {
    String reason = Absent.or(task.getSpec().stoppedReason(), "Task stopped by user");
    return stopped(
        status(TaskState.STOPPED, "Stopped", reason),
        Absent.or(task.getSpec().stopCode(), TaskStopCode.USERINITIATED),
        reason);
  }

  private EcsTaskStatus stopped(EcsTaskStatus status, TaskStopCode code, String reason) {
    return status
        .withDesiredStatus(DesiredStatus.STOPPED)
        .withStopCode(code)
        .withStoppedReason(reason)
        .withStoppingAt(now)
        .withStoppedAt(now);
  }

  private EcsTaskStatus status(TaskState state, String reason, String message) {
    EcsTaskStatus before =
        task.getStatus() == null ? EcsTaskStatusBuilder.builder().build() : task.getStatus();
    Long generation = task.getMetadata().getGeneration();
    String cluster = Absent.or(task.getSpec().cluster(), "default");
    return before
        .withLastStatus(state)
        .withDesiredStatus(DesiredStatus.RUNNING)
        .withVersion(before.lastStatus() == state ? before.version() : next(before.version()))
        .withTaskArn(account.taskArn(cluster, task.getMetadata().getName()))
        .withClusterArn(account.clusterArn(cluster))
        .withGroup(task.getSpec().group())
        .withCreatedAt(Instant.parse(task.getMetadata().getCreationTimestamp()))
        .withObservedGeneration(generation)
        .withConditions(
            new Conditions(Clock.fixed(now, ZoneOffset.UTC))
                .merge(before.conditions(), Conditions.READY, false, reason, message, generation));
  }

  private static Long next(Long version) {
    return version == null ? 1 : version + 1;
  }
}
