package dev.kubeecs.gateway.ecs;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.capacity.CapacityProviderStrategies.base;
import static dev.kubeecs.resources.capacity.CapacityProviderStrategies.weight;
import static dev.kubeecs.resources.capacity.CapacityProviders.PREDEFINED;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Capacity provider strategies: whether they hold. */
public final class StrategyRules {

  private StrategyRules() {}

  /**
   * Refuses a strategy that cannot be used in a cluster.
   *
   * @param associated the capacity providers of the cluster
   */
  public static void check(
      List<CapacityProviderStrategyItem> strategy, Collection<String> associated) {
    Set<String> named = new HashSet<>();
    for (CapacityProviderStrategyItem item : strategy) {
      if (!associated.contains(item.capacityProvider())) {
        throw invalidParameter(
            "The specified capacity provider strategy cannot contain a capacity provider that is "
                + "not associated with the cluster. Associate the capacity provider with the "
                + "cluster and try again. (%s)",
            item.capacityProvider());
      }
      if (!named.add(item.capacityProvider())) {
        throw invalidParameter(
            "The specified capacity provider strategy names %s more than once.",
            item.capacityProvider());
      }
    }
    if (!named.isEmpty()
        && !PREDEFINED.containsAll(named)
        && named.stream().anyMatch(PREDEFINED::contains)) {
      throw invalidParameter(
          "The specified capacity provider strategy cannot contain a mix of Fargate capacity "
              + "providers and others.");
    }
    if (strategy.stream().filter(item -> base(item) > 0).count() > 1) {
      throw invalidParameter(
          "The specified capacity provider strategy can have a base for one capacity provider "
              + "only.");
    }
    if (strategy.size() > 1 && strategy.stream().allMatch(item -> weight(item) == 0)) {
      throw invalidParameter(
          "The specified capacity provider strategy must have a weight greater than 0 for at "
              + "least one capacity provider.");
    }
  }
}
