package dev.kubeecs.operator.loadbalancing.gatewayapi;

import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import java.util.Comparator;
import java.util.List;

/**
 * A listener that is to be part of a Gateway.
 *
 * @param rules by priority
 */
public record RoutedListener(Listener resource, List<ListenerRule> rules) {

  public RoutedListener {
    rules = rules.stream().sorted(Comparator.comparing(rule -> rule.getSpec().priority())).toList();
  }
}
