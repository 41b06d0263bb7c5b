package dev.kubeecs.resources.capacity;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Capacity provider strategies: what share of the tasks each provider gets. */
public final class CapacityProviderStrategies {

  private CapacityProviderStrategies() {}

  /**
   * The capacity provider of each of a number of tasks: first the base, then as the weights say.
   * Source: ECS developer guide, capacity provider strategy concepts.
   *
   * @param strategy not empty; a provider without a weight gets its base only, unless it is the
   *     only one
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

  /** The provider of the only task of a strategy (null or empty is none). */
  public static Optional<String> first(List<CapacityProviderStrategyItem> strategy) {
    return asEmpty(strategy).isEmpty()
        ? Optional.empty()
        : Optional.of(shares(strategy, 1).getFirst());
  }

  /** How many tasks a provider gets before the weights count. */
  public static int base(CapacityProviderStrategyItem item) {
    return or(item.base(), 0);
  }

  /** Its share relative to those of the others. */
  public static int weight(CapacityProviderStrategyItem item) {
    return or(item.weight(), 0);
  }
}
