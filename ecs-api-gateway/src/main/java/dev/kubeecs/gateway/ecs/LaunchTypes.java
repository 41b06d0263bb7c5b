package dev.kubeecs.gateway.ecs;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.resources.capacity.CapacityProviders;
import java.util.List;

/** What kind of capacity a task or service uses. */
public final class LaunchTypes {

  private LaunchTypes() {}

  /**
   * The launch type as described, however it was asked for.
   *
   * @param launchType as asked for, or null
   * @param strategy capacity providers instead, or null
   */
  public static LaunchType of(LaunchType launchType, List<CapacityProviderStrategyItem> strategy) {
    if (launchType != null) {
      return launchType;
    }
    return asEmpty(strategy).stream()
            .anyMatch(item -> CapacityProviders.PREDEFINED.contains(item.capacityProvider()))
        ? LaunchType.FARGATE
        : LaunchType.EC2;
  }
}
