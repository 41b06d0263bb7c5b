package dev.kubeecs.operator.service.deployment;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.SchedulingStrategy;

/**
 * Between how many healthy and how many existing tasks a service moves during a deployment. Source:
 * the ECS API reference, DeploymentConfiguration.
 *
 * @param lower healthy tasks that must remain
 * @param upper tasks, RUNNING or on their way there, that may exist
 */
public record DeploymentLimits(int lower, int upper) {

  private static final int HUNDRED = 100;

  /**
   * The limits of a service: {@code ceil(desired × minimum %)} and {@code floor(desired × maximum
   * %)}, by default 100 and 200 percent, for DAEMON 0 and 100.
   *
   * @param configuration may be null
   */
  public static DeploymentLimits of(
      int desired, DeploymentConfiguration configuration, SchedulingStrategy strategy) {
    return new DeploymentLimits(
        Math.ceilDiv(desired * minimumPercent(configuration, strategy), HUNDRED),
        Math.floorDiv(desired * maximumPercent(configuration, strategy), HUNDRED));
  }

  /** The minimum healthy percent, as given or by default. */
  public static int minimumPercent(
      DeploymentConfiguration configuration, SchedulingStrategy strategy) {
    if (configuration != null && configuration.minimumHealthyPercent() != null) {
      return configuration.minimumHealthyPercent();
    }
    return switch (strategy) {
      case REPLICA -> HUNDRED;
      case DAEMON -> 0;
    };
  }

  /** The maximum percent, as given or by default. */
  public static int maximumPercent(
      DeploymentConfiguration configuration, SchedulingStrategy strategy) {
    if (configuration != null && configuration.maximumPercent() != null) {
      return configuration.maximumPercent();
    }
    return switch (strategy) {
      case REPLICA -> 2 * HUNDRED;
      case DAEMON -> HUNDRED;
    };
  }

  /** Whether no task may be stopped before another has started, and none started before. */
  public boolean leaveNoRoom() {
    return upper <= lower;
  }
}
