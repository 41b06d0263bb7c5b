package dev.kubeecs.resources.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CanaryConfiguration;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LinearConfiguration;

/**
 * How a deployment replaces what runs, with what it leaves out. Source: the ECS developer guide,
 * "Amazon ECS linear deployments" and "Amazon ECS canary deployments".
 */
public final class DeploymentStrategies {

  private static final double STEP_PERCENT = 10;
  private static final int STEP_MINUTES = 6;
  private static final double CANARY_PERCENT = 5;
  private static final int CANARY_MINUTES = 10;

  private DeploymentStrategies() {}

  /** The strategy; ROLLING unless it is another. */
  public static DeploymentStrategy of(DeploymentConfiguration configuration) {
    return configuration == null
        ? DeploymentStrategy.ROLLING
        : or(configuration.strategy(), DeploymentStrategy.ROLLING);
  }

  /** Whether traffic goes from the tasks that run to others that run beside them. */
  public static boolean shiftsTraffic(DeploymentConfiguration configuration) {
    return switch (of(configuration)) {
      case ROLLING -> false;
      case BLUE_GREEN, LINEAR, CANARY -> true;
    };
  }

  /** The steps of a LINEAR deployment, with nothing left out. */
  public static LinearConfiguration linear(DeploymentConfiguration configuration) {
    LinearConfiguration given =
        or(configuration.linearConfiguration(), LinearConfiguration.builder().build());
    return LinearConfiguration.builder()
        .stepPercent(or(given.stepPercent(), STEP_PERCENT))
        .stepBakeTimeInMinutes(or(given.stepBakeTimeInMinutes(), STEP_MINUTES))
        .build();
  }

  /** The first step of a CANARY deployment, with nothing left out. */
  public static CanaryConfiguration canary(DeploymentConfiguration configuration) {
    CanaryConfiguration given =
        or(configuration.canaryConfiguration(), CanaryConfiguration.builder().build());
    return CanaryConfiguration.builder()
        .canaryPercent(or(given.canaryPercent(), CANARY_PERCENT))
        .canaryBakeTimeInMinutes(or(given.canaryBakeTimeInMinutes(), CANARY_MINUTES))
        .build();
  }
}
