package dev.kubeecs.gateway.ecs;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.LaunchType;
import java.util.List;
import java.util.Set;

/** What kind of capacity a task or service uses. */
public final class LaunchTypes {

  /** The capacity providers that every account has. */
  public static final Set<String> FARGATE_PROVIDERS = Set.of("FARGATE", "FARGATE_SPOT");

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
            .anyMatch(item -> FARGATE_PROVIDERS.contains(item.capacityProvider()))
        ? LaunchType.FARGATE
        : LaunchType.EC2;
  }
}
