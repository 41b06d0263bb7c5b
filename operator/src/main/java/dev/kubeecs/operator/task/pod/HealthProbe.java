package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.HealthCheck;
import dev.kubeecs.resources.Absent;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.List;

/**
 * The health check of a container. ECS replaces an unhealthy task and never restarts a container in
 * place, so it is a readiness probe: whether the container is ready is whether it is healthy.
 */
public final class HealthProbe {

  private static final int INTERVAL_SECONDS = 30;
  private static final int TIMEOUT_SECONDS = 5;
  private static final int RETRIES = 3;

  private HealthProbe() {}

  /** Null where there is no check, or one that is switched off. */
  static Probe of(HealthCheck check) {
    return isOn(check)
        ? new ProbeBuilder()
            .withNewExec()
            .withCommand(command(check.command()))
            .endExec()
            .withPeriodSeconds(Absent.or(check.interval(), INTERVAL_SECONDS))
            .withTimeoutSeconds(Absent.or(check.timeout(), TIMEOUT_SECONDS))
            .withFailureThreshold(Absent.or(check.retries(), RETRIES))
            .build()
        : null;
  }

  /** Whether a container has a health check. */
  public static boolean isOn(HealthCheck check) {
    return check != null && !check.command().isEmpty() && !check.command().get(0).equals("NONE");
  }

  /** How long after its start a container that never was healthy counts as unhealthy. */
  public static Duration patience(HealthCheck check) {
    int interval = Absent.or(check.interval(), INTERVAL_SECONDS);
    return Duration.ofSeconds(
        Absent.or(check.startPeriod(), 0) + (long) interval * Absent.or(check.retries(), RETRIES));
  }

  private static List<String> command(List<String> command) {
    List<String> words = command.subList(1, command.size());
    return switch (command.get(0)) {
      case "CMD" -> words;
      case "CMD-SHELL" -> List.of("/bin/sh", "-c", String.join(" ", words));
      default -> command;
    };
  }
}
