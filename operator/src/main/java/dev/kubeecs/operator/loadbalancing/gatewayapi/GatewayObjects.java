package dev.kubeecs.operator.loadbalancing.gatewayapi;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilterBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatchBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRuleBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Gateways and HTTPRoutes. */
final class GatewayObjects {

  /** As many as one rule of an HTTPRoute may have. */
  private static final int MOST_MATCHES = 64;

  private GatewayObjects() {}

  /**
   * The Gateway. It always has a listener, for else there is none, and its address is not known.
   */
  static Gateway gateway(
      LoadBalancer loadBalancer, String gatewayClass, List<ListenerSpec> listeners) {
    List<Listener> all =
        listeners.stream()
            .sorted(Comparator.comparing(ListenerSpec::port))
            .map(GatewayObjects::listener)
            .toList();
    Gateway gateway =
        new GatewayBuilder()
            .withMetadata(metadata(loadBalancer, LoadBalancers.service(loadBalancer)))
            .withNewSpec()
            .withGatewayClassName(gatewayClass)
            .withListeners(all.isEmpty() ? List.of(listener("HTTP", 80).build()) : all)
            .endSpec()
            .build();
    return digested(gateway);
  }

  /** What a listener is called in its Gateway. */
  static String name(ListenerSpec listener) {
    return name(listener.protocol().toString(), listener.port());
  }

  private static String name(String protocol, int port) {
    return protocol.toLowerCase(Locale.ROOT) + "-" + port;
  }

  private static Listener listener(ListenerSpec spec) {
    ListenerBuilder listener = listener(spec.protocol().toString(), spec.port());
    if (spec.protocol() == ProtocolEnum.HTTPS) {
      listener
          .withNewTls()
          .withMode("Terminate")
          .addNewCertificateRef()
          .withGroup("")
          .withKind("Secret")
          .withName(LoadBalancers.secret(asEmpty(spec.certificates()).getFirst()))
          .endCertificateRef()
          .endTls();
    }
    return listener.build();
  }

  private static ListenerBuilder listener(String protocol, int port) {
    return new ListenerBuilder()
        .withName(name(protocol, port))
        .withProtocol(protocol)
        .withPort(port)
        .withNewAllowedRoutes()
        .withNewNamespaces()
        .withFrom("Same")
        .endNamespaces()
        .endAllowedRoutes();
  }

  /**
   * The routes of a rule: hosts are the matter of a route, all else of its matches.
   *
   * @param part the priority of the rule, or that it is the default
   */
  static List<HTTPRoute> routes(
      LoadBalancer loadBalancer,
      ListenerSpec listener,
      String part,
      List<RouteMatch> matches,
      RouteAction action) {
    Map<String, List<RouteMatch>> byHost =
        matches.stream()
            .collect(
                Collectors.groupingBy(
                    match -> match.host().name(), TreeMap::new, Collectors.toList()));
    String prefix = LoadBalancers.service(loadBalancer) + "-" + listener.port() + "-" + part;
    List<HTTPRoute> routes = new ArrayList<>();
    byHost.forEach(
        (host, ofHost) -> {
          List<RouteMatch> sorted =
              ofHost.stream().sorted(RouteMatch.PRECEDENCE.reversed()).toList();
          for (int from = 0; from < sorted.size(); from += MOST_MATCHES) {
            String name =
                prefix
                    + (host.equals("*") ? "" : "-" + digest(host).substring(0, 8))
                    + (from == 0 ? "" : "-" + from / MOST_MATCHES);
            routes.add(
                route(
                    loadBalancer,
                    listener,
                    name,
                    host,
                    sorted.subList(from, Math.min(from + MOST_MATCHES, sorted.size())),
                    action));
          }
        });
    return routes;
  }

  private static HTTPRoute route(
      LoadBalancer loadBalancer,
      ListenerSpec listener,
      String name,
      String host,
      List<RouteMatch> matches,
      RouteAction action) {
    return digested(
        new HTTPRouteBuilder()
            .withMetadata(metadata(loadBalancer, name))
            .withNewSpec()
            .addNewParentRef()
            .withGroup(HasMetadata.getGroup(Gateway.class))
            .withKind(HasMetadata.getKind(Gateway.class))
            .withName(LoadBalancers.service(loadBalancer))
            .withSectionName(name(listener))
            .endParentRef()
            .withHostnames(host.equals("*") ? List.of() : List.of(host))
            .withRules(
                new HTTPRouteRuleBuilder()
                    .withMatches(matches.stream().map(GatewayObjects::match).toList())
                    .withFilters(
                        action.redirect().stream()
                            .map(
                                redirect ->
                                    new HTTPRouteFilterBuilder()
                                        .withType("RequestRedirect")
                                        .withRequestRedirect(redirect)
                                        .build())
                            .toList())
                    .withBackendRefs(action.backends())
                    .build())
            .endSpec()
            .build());
  }

  private static HTTPRouteMatch match(RouteMatch match) {
    HTTPRouteMatchBuilder built =
        new HTTPRouteMatchBuilder()
            .withNewPath()
            .withType(
                switch (match.path().kind()) {
                  case BELOW, PREFIX -> "PathPrefix";
                  case EXPRESSION -> "RegularExpression";
                  case EXACT -> "Exact";
                })
            .withValue(match.path().value())
            .endPath()
            .withMethod(match.method());
    match
        .headers()
        .forEach(
            (name, value) ->
                built
                    .addNewHeader()
                    .withName(name)
                    .withType(type(value))
                    .withValue(value.text())
                    .endHeader());
    match
        .query()
        .forEach(
            (name, value) ->
                built
                    .addNewQueryParam()
                    .withName(name)
                    .withType(type(value))
                    .withValue(value.text())
                    .endQueryParam());
    return built.build();
  }

  private static String type(ValueMatch value) {
    return value.expression() ? "RegularExpression" : "Exact";
  }

  private static ObjectMeta metadata(LoadBalancer loadBalancer, String name) {
    return new ObjectMetaBuilder()
        .withNamespace(loadBalancer.getMetadata().getNamespace())
        .withName(name)
        .withLabels(Map.of(Labels.LOAD_BALANCER, loadBalancer.getMetadata().getName()))
        .withOwnerReferences(Owners.controller(loadBalancer))
        .build();
  }

  /** Says in the object what was written, so that a status can be known to be about that. */
  private static <T extends HasMetadata> T digested(T object) {
    object
        .getMetadata()
        .setAnnotations(Map.of(Labels.CONTENT, digest(Serialization.asJson(object))));
    return object;
  }

  private static String digest(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
