package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.ProtectedTask;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskProtection;
import dev.kubeecs.resources.task.TaskState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks can be protected, and until when. Source: the ECS API reference, UpdateTaskProtection
 * and API failure reasons.
 */
final class ProtectionRules {

  private static final int DEFAULT_MINUTES = 120;
  private static final int MOST_MINUTES = 2880;

  private ProtectionRules() {}

  /**
   * The protection that a request asks for.
   *
   * @param minutes how long, or null for two hours
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException} if it is
   *     out of range
   */
  static TaskProtection asked(boolean enabled, Integer minutes, Instant now) {
    int lasts = or(minutes, DEFAULT_MINUTES);
    if (lasts < 1 || lasts > MOST_MINUTES) {
      throw invalidParameter("expiresInMinutes must be between 1 and %d.", MOST_MINUTES);
    }
    return enabled
        ? new TaskProtection(true, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(60L * lasts))
        : new TaskProtection(false, null);
  }

  /** Why nobody can protect a task; empty if it is one of a service, and does not stop. */
  static Optional<Failure> invalid(EcsTask task, String arn) {
    boolean ofService = or(task.getSpec().group(), "").startsWith(TaskFacts.SERVICE_GROUP);
    if (!ofService) {
      return failure(arn, "TASK_NOT_VALID", "The task is not part of a service.");
    }
    boolean stops =
        TaskFacts.desiredStatus(task) == DesiredStatus.STOPPED
            || TaskState.RUNNING.isBefore(TaskFacts.lastStatus(task));
    return stops
        ? failure(arn, "TASK_NOT_VALID", "The task is stopping or has stopped.")
        : Optional.empty();
  }

  /**
   * Why a task cannot be protected now: its service's deployment is to replace it and waits for
   * nothing but protected tasks.
   *
   * @param deployments of the service, the primary first
   * @param ofService all tasks of the service
   */
  static Optional<Failure> blocked(
      EcsTask task,
      String arn,
      List<Deployment> deployments,
      Collection<EcsTask> ofService,
      Instant now) {
    if (deployments.size() < 2 || isOf(deployments.getFirst(), task)) {
      return Optional.empty();
    }
    Deployment primary = deployments.getFirst();
    boolean replaced = or(primary.runningCount(), 0) >= or(primary.desiredCount(), 0);
    boolean onlyProtectedAreLeft =
        ofService.stream()
            .filter(other -> TaskFacts.lastStatus(other) == TaskState.RUNNING)
            .filter(other -> !isOf(primary, other))
            .allMatch(other -> until(other, now).isPresent());
    return replaced && onlyProtectedAreLeft
        ? failure(arn, "DEPLOYMENT_BLOCKED", "Protected tasks keep a deployment from completing.")
        : Optional.empty();
  }

  /** What is told of the protection of a task. */
  static ProtectedTask view(EcsTask task, String arn, Instant now) {
    Optional<Instant> until = until(task, now);
    return ProtectedTask.builder()
        .taskArn(arn)
        .protectionEnabled(until.isPresent())
        .expirationDate(until.orElse(null))
        .build();
  }

  /** When the protection of a task ends; empty if it has none. */
  static Optional<Instant> until(EcsTask task, Instant now) {
    return Optional.ofNullable(task.getSpec().protection()).flatMap(p -> p.until(now));
  }

  private static boolean isOf(Deployment deployment, EcsTask task) {
    return deployment.id().equals(task.getSpec().startedBy());
  }

  private static Optional<Failure> failure(String arn, String reason, String detail) {
    return Optional.of(Failure.builder().arn(arn).reason(reason).detail(detail).build());
  }
}
