package dev.kubeecs.operator.task.container;

import dev.kubeecs.api.ecs.HealthStatus;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.operator.task.pod.HealthProbe;
import dev.kubeecs.resources.Absent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Health of containers and of the task around them. Source: ECS developer guide, health checks. */
public final class ContainerHealth {

  private ContainerHealth() {}

  /**
   * Health of a container.
   *
   * @param before what it was at the last look; null at the first
   */
  public static HealthStatus of(ObservedContainer container, HealthStatus before, Instant now) {
    if (!HealthProbe.isOn(container.definition().healthCheck())) {
      return HealthStatus.UNKNOWN;
    }
    if (!(container.state() instanceof Running running)) {
      return Absent.or(before, HealthStatus.UNKNOWN);
    }
    if (!container.isUp()) {
      return HealthStatus.UNKNOWN; // it is about to be started again
    }
    if (Absent.or(container.status().getReady(), false)) {
      return HealthStatus.HEALTHY;
    }
    boolean restarted = Absent.or(container.status().getRestartCount(), 0) > 0;
    boolean known =
        !restarted && (before == HealthStatus.HEALTHY || before == HealthStatus.UNHEALTHY);
    return known || !decidedAt(container, running).isAfter(now)
        ? HealthStatus.UNHEALTHY
        : HealthStatus.UNKNOWN;
  }

  /** When a container that has not become healthy will count as unhealthy, if it can. */
  public static Optional<Duration> undecidedFor(
      ObservedContainer container, HealthStatus health, Instant now) {
    return health == HealthStatus.UNKNOWN
            && HealthProbe.isOn(container.definition().healthCheck())
            && container.state() instanceof Running running
        ? Optional.of(Duration.between(now, decidedAt(container, running)))
        : Optional.empty();
  }

  private static Instant decidedAt(ObservedContainer container, Running running) {
    return running.startedAt().plus(HealthProbe.patience(container.definition().healthCheck()));
  }

  /**
   * Health of a task over its essential containers with a check: UNHEALTHY if one is, UNKNOWN if
   * one is or there is none, HEALTHY otherwise.
   */
  public static HealthStatus ofTask(List<ObservedContainer> containers, List<HealthStatus> health) {
    HealthStatus task = null;
    for (int i = 0; i < containers.size(); i++) {
      ObservedContainer container = containers.get(i);
      if (container.essential() && HealthProbe.isOn(container.definition().healthCheck())) {
        task = task == null ? health.get(i) : worse(task, health.get(i));
      }
    }
    return Absent.or(task, HealthStatus.UNKNOWN);
  }

  private static HealthStatus worse(HealthStatus one, HealthStatus other) {
    for (HealthStatus bad : List.of(HealthStatus.UNHEALTHY, HealthStatus.UNKNOWN)) {
      if (one == bad || other == bad) {
        return bad;
      }
    }
    return HealthStatus.HEALTHY;
  }
}
