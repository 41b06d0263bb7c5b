package dev.kubeecs.operator.service.deployment;

import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.ThresholdConfiguration;
import dev.kubeecs.api.ecs.ThresholdType;
import dev.kubeecs.operator.service.deployment.EndedTask.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The deployment circuit breaker: counts the tasks of a deployment that fail, and gives the
 * deployment up when they are too many. Source: the ECS developer guide, how the deployment circuit
 * breaker detects failures, and the API reference, DeploymentCircuitBreaker.
 *
 * @param enabled whether it watches at all
 * @param rollback whether a deployment that is given up goes back to the last that completed
 * @param resets whether a healthy task sets the count back to 0
 * @param type how the threshold is made of the value
 * @param value a number of tasks, or percent of the desired count
 */
public record CircuitBreaker(
    boolean enabled, boolean rollback, boolean resets, ThresholdType type, int value) {

  private static final int HALF = 50;
  private static final int HUNDRED = 100;
  private static final int LEAST = 3;
  private static final int MOST = 200;

  /**
   * The failures that count.
   *
   * @param tasks ids of the tasks, the first to fail first
   * @param after failures up to then do not count; empty if all do
   */
  public record Failures(List<String> tasks, Optional<Instant> after) {

    /** None yet. */
    public static final Failures NONE = new Failures(List.of(), Optional.empty());

    public Failures {
      tasks = List.copyOf(tasks);
    }
  }

  /** As a service asks for it; null is nothing. */
  public static CircuitBreaker of(DeploymentConfiguration configuration) {
    Optional<DeploymentCircuitBreaker> asked =
        Optional.ofNullable(configuration).map(DeploymentConfiguration::deploymentCircuitBreaker);
    Optional<ThresholdConfiguration> threshold =
        asked.map(DeploymentCircuitBreaker::thresholdConfiguration);
    return new CircuitBreaker(
        asked.map(DeploymentCircuitBreaker::enable).orElse(false),
        asked.map(DeploymentCircuitBreaker::rollback).orElse(false),
        asked.map(DeploymentCircuitBreaker::resetOnHealthyTask).orElse(true),
        threshold.map(ThresholdConfiguration::type).orElse(ThresholdType.BOUNDED_PERCENT),
        threshold.map(ThresholdConfiguration::value).orElse(HALF));
  }

  /** How many failures are too many for a service that wants that many tasks now. */
  public int threshold(int desired) {
    int share = Math.ceilDiv(desired * value, HUNDRED);
    return switch (type) {
      case COUNT -> value;
      case BOUNDED_PERCENT -> Math.clamp(share, LEAST, MOST);
      case UNBOUNDED_PERCENT -> Math.max(1, share);
    };
  }

  /** Whether so many failures are too many. */
  public boolean trips(Failures failures, int desired) {
    return enabled && failures.tasks().size() >= threshold(desired);
  }

  /**
   * The failures of a deployment so far: of tasks that never reached RUNNING, that failed their
   * health checks, or that ended by themselves before they could count as healthy.
   *
   * @param before those counted earlier: tasks that have ended are forgotten in time
   * @param ended the deployment's tasks that have ended, as far as they are still known
   * @param tasks its tasks that have not
   * @param proven a task that ran that long was healthy, whatever came later
   */
  public Failures count(
      Failures before,
      Collection<EndedTask> ended,
      Collection<ServiceTask> tasks,
      Duration proven) {
    List<EndedTask> fresh =
        ended.stream()
            .filter(task -> task.cause() == Cause.HEALTH_CHECKS || task.failedWithin(proven))
            .filter(task -> before.after().map(task.stoppedAt()::isAfter).orElse(true))
            .filter(task -> !before.tasks().contains(task.id()))
            .sorted(Comparator.comparing(EndedTask::stoppedAt).thenComparing(EndedTask::id))
            .toList();
    if (resets && tasks.stream().anyMatch(ServiceTask::healthy)) {
      return fresh.isEmpty() && before.tasks().isEmpty()
          ? before
          : new Failures(List.of(), lastOf(ended));
    }
    return fresh.isEmpty()
        ? before
        : new Failures(
            Stream.concat(before.tasks().stream(), fresh.stream().map(EndedTask::id)).toList(),
            before.after());
  }

  private static Optional<Instant> lastOf(Collection<EndedTask> ended) {
    return ended.stream().map(EndedTask::stoppedAt).max(Comparator.naturalOrder());
  }
}
