package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.api.codedeploy.TimeBasedCanary;
import dev.kubeecs.api.codedeploy.TimeBasedLinear;
import dev.kubeecs.api.codedeploy.TrafficRoutingConfig;
import dev.kubeecs.api.codedeploy.TrafficRoutingType;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The deployment configurations that CodeDeploy has for ECS. Source: the CodeDeploy user guide,
 * "Working with deployment configurations in CodeDeploy".
 */
final class DeploymentConfigs {

  /** What a deployment has that names none. */
  static final String DEFAULT = "CodeDeployDefault.ECSAllAtOnce";

  private static final Map<String, TrafficRoutingConfig> PREDEFINED = predefined();

  private DeploymentConfigs() {}

  /** How traffic is shifted, by the name of the configuration. */
  static Map<String, TrafficRoutingConfig> all() {
    return PREDEFINED;
  }

  /**
   * How traffic is shifted by a configuration.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code DeploymentConfigDoesNotExistException}
   */
  static TrafficRoutingConfig require(String name) {
    TrafficRoutingConfig found = PREDEFINED.get(name);
    if (found == null) {
      throw CodeDeployErrors.noConfig(name);
    }
    return found;
  }

  private static Map<String, TrafficRoutingConfig> predefined() {
    Map<String, TrafficRoutingConfig> configs = new TreeMap<>();
    configs.put(DEFAULT, TrafficRoutingConfig.builder().type(TrafficRoutingType.ALLATONCE).build());
    for (int minutes : new int[] {1, 3}) {
      configs.put(
          "CodeDeployDefault.ECSLinear10PercentEvery" + minutes + "Minutes",
          TrafficRoutingConfig.builder()
              .type(TrafficRoutingType.TIMEBASEDLINEAR)
              .timeBasedLinear(
                  TimeBasedLinear.builder().linearPercentage(10).linearInterval(minutes).build())
              .build());
    }
    for (int minutes : new int[] {5, 15}) {
      configs.put(
          "CodeDeployDefault.ECSCanary10Percent" + minutes + "Minutes",
          TrafficRoutingConfig.builder()
              .type(TrafficRoutingType.TIMEBASEDCANARY)
              .timeBasedCanary(
                  TimeBasedCanary.builder().canaryPercentage(10).canaryInterval(minutes).build())
              .build());
    }
    return Collections.unmodifiableMap(configs);
  }
}
