package dev.kubeecs.resources.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentAlarms;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import java.util.List;
import java.util.Optional;

/** The alarms that make deployments of a service fail. */
public final class WatchedAlarms {

  private WatchedAlarms() {}

  /**
   * Their names; empty if none are watched.
   *
   * @param configuration null is nothing
   */
  public static List<String> names(DeploymentConfiguration configuration) {
    return Optional.ofNullable(configuration)
        .map(DeploymentConfiguration::alarms)
        .filter(alarms -> or(alarms.enable(), false))
        .map(DeploymentAlarms::alarmNames)
        .map(names -> List.copyOf(asEmpty(names)))
        .orElse(List.of());
  }

  /** Whether any are watched. */
  public static boolean any(DeploymentConfiguration configuration) {
    return !names(configuration).isEmpty();
  }
}
