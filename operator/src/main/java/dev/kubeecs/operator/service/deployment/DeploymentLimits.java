package dev.kubeecs.operator.service.deployment;

import dev.kubeecs.resources.service.validation.DeploymentPercent;

/**
 * Between how many healthy and how many existing tasks a service moves during a deployment: the
 * lower limit is rounded up, the upper down. Source: the ECS API reference,
 * DeploymentConfiguration.
 *
 * @param lower healthy tasks that must remain
 * @param upper tasks, RUNNING or on their way there, that may exist
 */
public record DeploymentLimits(int lower, int upper) {

  private static final int HUNDRED = 100;

  /** The limits of a service that wants that many tasks. */
  public static DeploymentLimits of(int desired, DeploymentPercent percent) {
    return new DeploymentLimits(
        Math.ceilDiv(desired * percent.minimumHealthy(), HUNDRED),
        Math.floorDiv(desired * percent.maximum(), HUNDRED));
  }

  /** Whether no task may be stopped before another has started, and none started before. */
  public boolean leaveNoRoom() {
    return upper <= lower;
  }
}
