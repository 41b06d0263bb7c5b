package dev.kubeecs.operator.loadbalancing.gatewayapi;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a listener, which is its default action, or of a rule.
 *
 * @param rule empty for the listener itself
 * @param routes none if no request is left for it
 * @param problem why it cannot be expressed; then it has no routes
 */
public record RoutedPart(
    Listener listener,
    Optional<ListenerRule> rule,
    List<HTTPRoute> routes,
    Optional<Problem> problem) {

  public RoutedPart {
    routes = List.copyOf(routes);
  }
}
