package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.service.Action.StopTask;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Tasks whose health check fails: each is replaced, once its grace period is over. */
record UnhealthyTasks(ResolvedService service, List<ServiceTask> tasks) {

  private static final String FAILED_HEALTH_CHECK = "Task failed container health checks";

  UnhealthyTasks {
    tasks = List.copyOf(tasks);
  }

  /** What to stop now. */
  List<StopTask> replacements() {
    return unhealthy()
        .filter(task -> !graceEnd(task).isAfter(service.now()))
        .map(task -> new StopTask(task.id(), reason(task)))
        .toList();
  }

  private static String reason(ServiceTask task) {
    return task.failsIn()
        .map(group -> "Task failed ELB health checks in (target-group " + group + ")")
        .orElse(FAILED_HEALTH_CHECK);
  }

  /** When each task's failures begin to count. */
  Stream<Instant> graceEnds() {
    return unhealthy().map(this::graceEnd);
  }

  private Stream<ServiceTask> unhealthy() {
    return tasks.stream().filter(task -> task.stage() == Stage.UNHEALTHY);
  }

  private Instant graceEnd(ServiceTask task) {
    return task.runningSince()
        .orElse(task.createdAt())
        .plusSeconds(or(service.spec().healthCheckGracePeriodSeconds(), 0));
  }
}
