package dev.kubeecs.gateway.ecs;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Capacity provider strategies: whether they hold, and what share each provider gets. */
public final class CapacityProviders {

  private CapacityProviders() {}

  /** Refuses names of capacity providers that the account does not have. */
  public static void requireKnown(List<String> names) {
    for (String name : names) {
      if (!LaunchTypes.FARGATE_PROVIDERS.contains(name)) {
        throw invalidParameter(
            "The specified capacity provider '%s' was not found. Specify a valid name or ARN and "
                + "try again.",
            name);
      }
    }
  }

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

  /**
   * The capacity provider of each of a number of tasks: first the base, then as the weights say.
   * Source: ECS developer guide, capacity provider strategy concepts.
   */
  public static List<String> shares(List<CapacityProviderStrategyItem> strategy, int tasks) {
    List<String> shares = new ArrayList<>();
    strategy.forEach(
        item -> {
          for (int i = 0; i < base(item) && shares.size() < tasks; i++) {
            shares.add(item.capacityProvider());
          }
        });
    List<CapacityProviderStrategyItem> weighed =
        strategy.size() == 1
            ? strategy
            : strategy.stream().filter(item -> weight(item) > 0).toList();
    Map<String, Integer> given = new LinkedHashMap<>();
    while (shares.size() < tasks) {
      String next =
          weighed.stream()
              .min(
                  Comparator.comparingDouble(
                      item ->
                          (given.getOrDefault(item.capacityProvider(), 0) + 1.0)
                              / Math.max(1, weight(item))))
              .map(CapacityProviderStrategyItem::capacityProvider)
              .orElseThrow();
      given.merge(next, 1, Integer::sum);
      shares.add(next);
    }
    return shares;
  }

  private static int base(CapacityProviderStrategyItem item) {
    return or(item.base(), 0);
  }

  private static int weight(CapacityProviderStrategyItem item) {
    return or(item.weight(), 0);
  }
}
