package dev.kubeecs.operator.service.trafficshift;

import dev.kubeecs.api.ecs.CanaryConfiguration;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.LinearConfiguration;
import dev.kubeecs.resources.service.DeploymentStrategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * In which steps production traffic goes over.
 *
 * @param weights percent of it that the new revision gets at each step; the last is 100
 * @param stepBake how long each step but the last is watched
 * @param bake how long both revisions run on after the last
 */
public record TrafficSteps(List<Double> weights, Duration stepBake, Duration bake) {

  /** All of the traffic. */
  public static final double ALL = 100;

  public TrafficSteps {
    weights = List.copyOf(weights);
  }

  /**
   * The steps of a deployment that shifts traffic.
   *
   * @param minute how long a minute of the configuration is
   * @param bake how long both revisions run on after the last step
   */
  public static TrafficSteps of(
      DeploymentConfiguration configuration, Duration minute, Duration bake) {
    return switch (DeploymentStrategies.of(configuration)) {
      case ROLLING, BLUE_GREEN -> new TrafficSteps(List.of(ALL), Duration.ZERO, bake);
      case LINEAR -> {
        LinearConfiguration linear = DeploymentStrategies.linear(configuration);
        yield new TrafficSteps(
            upTo(linear.stepPercent(), linear.stepPercent()),
            minute.multipliedBy(linear.stepBakeTimeInMinutes()),
            bake);
      }
      case CANARY -> {
        CanaryConfiguration canary = DeploymentStrategies.canary(configuration);
        yield new TrafficSteps(
            upTo(canary.canaryPercent(), ALL),
            minute.multipliedBy(canary.canaryBakeTimeInMinutes()),
            bake);
      }
    };
  }

  boolean isLast(int step) {
    return step >= weights.size() - 1;
  }

  private static List<Double> upTo(double first, double more) {
    List<Double> weights = new ArrayList<>();
    for (int step = 0; first + step * more < ALL; step++) {
      weights.add(first + step * more);
    }
    weights.add(ALL);
    return weights;
  }
}
