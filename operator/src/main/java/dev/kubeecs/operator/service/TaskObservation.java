package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.HealthStatus;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.operator.service.deployment.EndedTask;
import dev.kubeecs.operator.service.deployment.EndedTask.Cause;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskProtection;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What Pods and EcsTasks say about the tasks of a service. */
final class TaskObservation {

  private static final Set<String> ENDED_PHASES = Set.of("Succeeded", "Failed");

  private TaskObservation() {}

  /** The id of the task that a Pod is. */
  static String id(Pod pod) {
    return Identifiers.taskId(pod.getMetadata().getUid());
  }

  /**
   * The task that a Pod is; empty if it has begun to stop.
   *
   * <p>It takes both: the EcsTask tells the state that ECS's users see, the Pod is gone first.
   *
   * @param task the EcsTask of the Pod, if there is one already
   * @param hasHealthCheck whether an essential container has one
   * @param healthyAfter how long a task without one must have been RUNNING
   */
  static Optional<ServiceTask> live(
      Pod pod, Optional<EcsTask> task, boolean hasHealthCheck, Duration healthyAfter, Instant now) {
    Optional<EcsTaskStatus> status = task.map(EcsTask::getStatus);
    boolean stopping =
        pod.getMetadata().getDeletionTimestamp() != null
            || ENDED_PHASES.contains(Objects.requireNonNullElse(phase(pod), ""))
            || task.map(t -> t.getSpec().desiredStatus() == DesiredStatus.STOPPED).orElse(false)
            || status.map(s -> TaskState.RUNNING.isBefore(state(s))).orElse(false);
    if (stopping) {
      return Optional.empty();
    }
    Optional<Instant> runningSince =
        status.filter(s -> state(s) == TaskState.RUNNING).map(s -> started(s, now));
    return Optional.of(
        new ServiceTask(
                id(pod),
                pod.getMetadata().getName(),
                Instant.parse(pod.getMetadata().getCreationTimestamp()),
                runningSince,
                runningSince
                    .map(since -> stage(status.get(), since, hasHealthCheck, healthyAfter, now))
                    .orElse(Stage.PENDING),
                isTrue(pod, "Ready"),
                task.flatMap(t -> protectedUntil(t.getSpec().protection(), now)),
                Shield.isOn(pod))
            .withToldToGo(Shield.isAgainst(pod)));
  }

  /** When the protection of a task ends; empty if it has none any more. */
  private static Optional<Instant> protectedUntil(TaskProtection protection, Instant now) {
    return Optional.ofNullable(protection).flatMap(p -> p.until(now));
  }

  /**
   * A task that is STOPPED, or told to because its health checks failed, which may take as long as
   * its requests; empty if it is neither.
   */
  static Optional<EndedTask> ended(EcsTask task, Instant now) {
    boolean unhealthy = UnhealthyTasks.areReasonOf(task);
    return Optional.ofNullable(task.getStatus())
        .filter(status -> unhealthy || state(status) == TaskState.STOPPED)
        .filter(status -> unhealthy || status.stoppedAt() != null)
        .map(
            status ->
                new EndedTask(
                    task.getMetadata().getName(),
                    Optional.ofNullable(status.startedAt()),
                    Stream.of(status.stoppedAt(), status.stoppingAt(), now)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(),
                    unhealthy
                        ? Cause.HEALTH_CHECKS
                        : endedByItself(status.stopCode()) ? Cause.ITSELF : Cause.ASKED));
  }

  /** What the events of the service tell of a task. */
  static KnownTask known(EcsTask task, Instant now) {
    Optional<EcsTaskStatus> status = Optional.ofNullable(task.getStatus());
    Instant createdAt =
        status
            .map(EcsTaskStatus::createdAt)
            .orElseGet(() -> Instant.parse(task.getMetadata().getCreationTimestamp()));
    Optional<Instant> stoppedByServiceAt =
        status
            .filter(s -> s.stopCode() == TaskStopCode.SERVICESCHEDULERINITIATED)
            .filter(s -> s.startedAt() != null)
            .map(s -> Objects.requireNonNullElse(s.stoppingAt(), now));
    return new KnownTask(task.getMetadata().getName(), createdAt, stoppedByServiceAt);
  }

  /**
   * Whether a Pod is being deleted and its EcsTask does not say why yet.
   *
   * @param task null where there is none
   */
  static boolean stopsUntold(Pod pod, EcsTask task) {
    return pod.getMetadata().getDeletionTimestamp() != null
        && task != null
        && (task.getStatus() == null || task.getStatus().stoppedReason() == null);
  }

  /** Whether the scheduler of Kubernetes finds no Node for the Pod. */
  static boolean unplaceable(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False")
                        && "Unschedulable".equals(condition.getReason()));
  }

  private static Stage stage(
      EcsTaskStatus status,
      Instant runningSince,
      boolean hasHealthCheck,
      Duration healthyAfter,
      Instant now) {
    if (hasHealthCheck) {
      return switch (Objects.requireNonNullElse(status.healthStatus(), HealthStatus.UNKNOWN)) {
        case HEALTHY -> Stage.HEALTHY;
        case UNHEALTHY -> Stage.UNHEALTHY;
        case UNKNOWN -> Stage.UNCHECKED;
      };
    }
    return runningSince.plus(healthyAfter).isAfter(now) ? Stage.YOUNG : Stage.HEALTHY;
  }

  /** Whether a task ended for a reason of its own, not because somebody stopped it. */
  private static boolean endedByItself(TaskStopCode code) {
    return code == TaskStopCode.TASKFAILEDTOSTART || code == TaskStopCode.ESSENTIALCONTAINEREXITED;
  }

  private static TaskState state(EcsTaskStatus status) {
    return Objects.requireNonNullElse(status.lastStatus(), TaskState.PROVISIONING);
  }

  private static Instant started(EcsTaskStatus status, Instant now) {
    return Objects.requireNonNullElse(status.startedAt(), now);
  }

  private static String phase(Pod pod) {
    return pod.getStatus() == null ? null : pod.getStatus().getPhase();
  }

  private static boolean isTrue(Pod pod, String type) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
  }
}
