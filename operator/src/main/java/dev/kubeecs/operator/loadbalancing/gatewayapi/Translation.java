package dev.kubeecs.operator.loadbalancing.gatewayapi;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.elbv2.LoadBalancerSchemeEnum;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Application Load Balancer in the words of the Gateway API.
 *
 * @param parts of listeners and rules, with their routes or why they have none
 */
public record Translation(Gateway gateway, List<RoutedPart> parts) {

  public Translation {
    parts = List.copyOf(parts);
  }

  /** What of a load balancer itself the Gateway API has no word for. */
  public static Optional<Problem> problem(LoadBalancerSpec spec) {
    try {
      if (Attributes.of(spec).number(Attributes.IDLE_TIMEOUT) != 60) {
        throw new NotExpressible(
            "attributes." + Attributes.IDLE_TIMEOUT,
            "a Gateway has no such setting, only its implementation");
      }
      if (spec.scheme() == LoadBalancerSchemeEnum.INTERNAL) {
        throw new NotExpressible(
            "scheme", "where a Gateway can be reached from is the matter of its GatewayClass");
      }
      return Optional.empty();
    } catch (NotExpressible e) {
      return Optional.of(e.problem());
    }
  }

  /**
   * The whole of a load balancer.
   *
   * @param targetGroups all that listeners and rules forward to, by name
   */
  public static Translation of(
      LoadBalancer loadBalancer,
      String gatewayClass,
      List<RoutedListener> listeners,
      Map<String, TargetGroup> targetGroups) {
    List<RoutedPart> parts = new ArrayList<>();
    List<ListenerSpec> served = new ArrayList<>();
    for (RoutedListener listener : listeners) {
      try {
        parts.addAll(parts(loadBalancer, listener, targetGroups));
        served.add(listener.resource().getSpec());
      } catch (NotExpressible e) {
        parts.add(refused(listener.resource(), Optional.empty(), e.problem()));
      }
    }
    return new Translation(GatewayObjects.gateway(loadBalancer, gatewayClass, served), parts);
  }

  /** The routes of all parts. */
  public List<HTTPRoute> routes() {
    return parts.stream().flatMap(part -> part.routes().stream()).toList();
  }

  private static List<RoutedPart> parts(
      LoadBalancer loadBalancer, RoutedListener routed, Map<String, TargetGroup> targetGroups) {
    Listener listener = routed.resource();
    ListenerSpec spec = listener.getSpec();
    if (spec.sslPolicy() != null) {
      throw new NotExpressible(
          "sslPolicy", "versions and ciphers of TLS are the matter of the GatewayClass");
    }
    if (asEmpty(spec.certificates()).size() > 1) {
      throw new NotExpressible(
          "certificates", "one is all that every implementation of the Gateway API takes");
    }
    Optional<RouteAction> byDefault =
        RouteAction.of("defaultActions", spec.defaultActions(), spec, targetGroups);
    List<RoutedPart> parts = new ArrayList<>();
    List<ListenerRule> rules = new ArrayList<>();
    List<RouteAction> actions = new ArrayList<>();
    List<List<RouteMatch>> matches = new ArrayList<>();
    for (ListenerRule rule : routed.rules()) {
      try {
        List<RouteMatch> ofRule =
            ConditionMatches.of(rule.getSpec().conditions(), byDefault.isPresent());
        actions.add(
            RouteAction.of("actions", rule.getSpec().actions(), spec, targetGroups).orElseThrow());
        matches.add(ofRule);
        rules.add(rule);
      } catch (NotExpressible e) {
        parts.add(refused(listener, Optional.of(rule), e.problem()));
      }
    }
    Precedence.Outcome outcome =
        Precedence.of(
            Stream.concat(
                    matches.stream(), byDefault.stream().map(action -> List.of(RouteMatch.ANY)))
                .toList());
    for (int i = 0; i < rules.size(); i++) {
      ListenerRule rule = rules.get(i);
      String refusal = outcome.refused().get(i);
      parts.add(
          refusal != null
              ? refused(listener, Optional.of(rule), NotExpressible.problem(refusal))
              : new RoutedPart(
                  listener,
                  Optional.of(rule),
                  GatewayObjects.routes(
                      loadBalancer,
                      spec,
                      String.valueOf(rule.getSpec().priority()),
                      outcome.matches().get(i),
                      actions.get(i)),
                  Optional.empty()));
    }
    if (outcome.refused().containsKey(rules.size())) {
      throw new NotExpressible("defaultActions", outcome.refused().get(rules.size()));
    }
    parts.add(
        new RoutedPart(
            listener,
            Optional.empty(),
            byDefault.stream()
                .flatMap(
                    action ->
                        GatewayObjects.routes(
                            loadBalancer,
                            spec,
                            "default",
                            outcome.matches().get(rules.size()),
                            action)
                            .stream())
                .toList(),
            Optional.empty()));
    return parts;
  }

  private static RoutedPart refused(
      Listener listener, Optional<ListenerRule> rule, Problem problem) {
    return new RoutedPart(listener, rule, List.of(), Optional.of(problem));
  }
}
