package dev.kubeecs.operator.loadbalancing.proxy;

import dev.kubeecs.resources.loadbalancing.ListenerRuleSpec;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import java.util.Comparator;
import java.util.List;

/**
 * A listener as the proxy knows it.
 *
 * @param listener the listener
 * @param rules by priority
 */
public record Frontend(ListenerSpec listener, List<ListenerRuleSpec> rules) {

  public Frontend {
    rules = rules.stream().sorted(Comparator.comparing(ListenerRuleSpec::priority)).toList();
  }
}
