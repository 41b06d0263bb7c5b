package dev.kubeecs.resources.service.validation;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.SchedulingStrategy;

/**
 * Between how many tasks a service moves during a deployment, in percent of the desired count.
 * Source: the ECS API reference, DeploymentConfiguration.
 *
 * @param minimumHealthy tasks that must remain healthy
 * @param maximum tasks, RUNNING or on their way there, that may exist
 */
public record DeploymentPercent(int minimumHealthy, int maximum) {

  private static final DeploymentPercent REPLICA = new DeploymentPercent(100, 200);
  private static final DeploymentPercent DAEMON = new DeploymentPercent(0, 100);

  /** As given (null is nothing), or the defaults of the strategy. */
  public static DeploymentPercent of(DeploymentConfiguration given, SchedulingStrategy strategy) {
    DeploymentPercent defaults =
        switch (strategy) {
          case REPLICA -> REPLICA;
          case DAEMON -> DAEMON;
        };
    if (given == null) {
      return defaults;
    }
    return new DeploymentPercent(
        given.minimumHealthyPercent() == null
            ? defaults.minimumHealthy
            : given.minimumHealthyPercent(),
        given.maximumPercent() == null ? defaults.maximum : given.maximumPercent());
  }
}
