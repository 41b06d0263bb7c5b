package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.operator.service.Action.StopTask;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.event.Announcement;
import dev.kubeecs.operator.service.event.ServiceEvents;
import dev.kubeecs.resources.task.EcsTask;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Tasks whose health check fails: each is replaced, once its grace period is over. */
record UnhealthyTasks(ResolvedService service, List<ServiceTask> tasks) {

  private static final String FAILED_HEALTH_CHECK = "Task failed container health checks";
  private static final String FAILED_IN = "Task failed ELB health checks in ";

  UnhealthyTasks {
    tasks = List.copyOf(tasks);
  }

  /** What to stop now. */
  List<StopTask> replacements() {
    return replaced().map(task -> new StopTask(task.id(), reason(task))).toList();
  }

  /** What to announce of them; target groups tell of theirs themselves. */
  List<Announcement> news(ServiceEvents events) {
    return replaced()
        .filter(task -> task.failsIn().isEmpty())
        .<Announcement>map(task -> new Announcement.FailedHealthChecks(task.id()))
        .filter(announcement -> !events.have(announcement))
        .toList();
  }

  /** Whether a service has told the task to stop because its health checks failed. */
  static boolean areReasonOf(EcsTask task) {
    String reason = or(task.getSpec().stoppedReason(), "");
    return task.getSpec().stopCode() == TaskStopCode.SERVICESCHEDULERINITIATED
        && (reason.equals(FAILED_HEALTH_CHECK) || reason.startsWith(FAILED_IN));
  }

  private static String reason(ServiceTask task) {
    return task.failsIn()
        .map(group -> FAILED_IN + "(target-group " + group + ")")
        .orElse(FAILED_HEALTH_CHECK);
  }

  /** When each task's failures begin to count. */
  Stream<Instant> graceEnds() {
    return unhealthy().map(this::graceEnd);
  }

  private Stream<ServiceTask> replaced() {
    return unhealthy().filter(task -> !graceEnd(task).isAfter(service.now()));
  }

  private Stream<ServiceTask> unhealthy() {
    return tasks.stream().filter(ServiceTask::unhealthy);
  }

  private Instant graceEnd(ServiceTask task) {
    return task.runningSince()
        .orElse(task.createdAt())
        .plusSeconds(or(service.spec().healthCheckGracePeriodSeconds(), 0));
  }
}
