package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.api.ecs.ThresholdConfiguration;
import dev.kubeecs.api.ecs.ThresholdType;
import dev.kubeecs.resources.service.DeploymentStrategies;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.WatchedAlarms;

/** How a service rolls out where it does not say: the defaults of the developer guide. */
public final class DeploymentDefaults {

  private static final DeploymentConfiguration EMPTY = DeploymentConfiguration.builder().build();
  private static final DeploymentCircuitBreaker NO_BREAKER =
      DeploymentCircuitBreaker.builder().enable(false).rollback(false).build();
  private static final ThresholdConfiguration HALF =
      ThresholdConfiguration.builder().type(ThresholdType.BOUNDED_PERCENT).value(50).build();

  private DeploymentDefaults() {}

  /** The configuration with every default spelled out, as AWS answers it. */
  static DeploymentConfiguration filled(EcsServiceSpec spec) {
    return filled(
        spec.deploymentConfiguration(), or(spec.schedulingStrategy(), SchedulingStrategy.REPLICA));
  }

  /**
   * The same, of a deployment.
   *
   * @param given null if nothing was asked for
   */
  public static DeploymentConfiguration filled(
      DeploymentConfiguration given, SchedulingStrategy schedulingStrategy) {
    DeploymentConfiguration asked = or(given, EMPTY);
    DeploymentConfiguration.Builder filled =
        asked.toBuilder()
            .deploymentCircuitBreaker(filled(or(asked.deploymentCircuitBreaker(), NO_BREAKER)))
            .strategy(or(asked.strategy(), DeploymentStrategy.ROLLING));
    // What a deployment bakes for its alarms is the operator's setting.
    if (!WatchedAlarms.any(asked)) {
      filled.bakeTimeInMinutes(or(asked.bakeTimeInMinutes(), 0));
    }
    switch (DeploymentStrategies.of(asked)) {
      case LINEAR -> filled.linearConfiguration(DeploymentStrategies.linear(asked));
      case CANARY -> filled.canaryConfiguration(DeploymentStrategies.canary(asked));
      case ROLLING, BLUE_GREEN -> {}
    }
    return switch (schedulingStrategy) {
      case REPLICA ->
          filled
              .maximumPercent(or(asked.maximumPercent(), 200))
              .minimumHealthyPercent(or(asked.minimumHealthyPercent(), 100))
              .build();
      case DAEMON ->
          filled
              .maximumPercent(or(asked.maximumPercent(), 100))
              .minimumHealthyPercent(or(asked.minimumHealthyPercent(), 0))
              .build();
    };
  }

  private static DeploymentCircuitBreaker filled(DeploymentCircuitBreaker breaker) {
    return breaker.toBuilder()
        .resetOnHealthyTask(or(breaker.resetOnHealthyTask(), true))
        .thresholdConfiguration(or(breaker.thresholdConfiguration(), HALF))
        .build();
  }
}
