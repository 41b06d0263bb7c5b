package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.GatewayApi;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.loadbalancing.gatewayapi.Acceptance;
import dev.kubeecs.operator.loadbalancing.gatewayapi.RoutedListener;
import dev.kubeecs.operator.loadbalancing.gatewayapi.RoutedPart;
import dev.kubeecs.operator.loadbalancing.gatewayapi.Translation;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerStatus;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatusAddress;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes load balancers as Gateways and routes, and reads what an implementation says of them. */
@Singleton
final class GatewayBalancer {

  private final GatewayApi api;
  private final GatewayClasses classes;
  private final Owned owned;
  private final LoadBalancerReport report;

  GatewayBalancer(GatewayApi api, GatewayClasses classes, Owned owned, LoadBalancerReport report) {
    this.api = api;
    this.classes = classes;
    this.owned = owned;
    this.report = report;
  }

  /** Events of Gateways and routes, if there are such. */
  List<EventSource<?, LoadBalancer>> eventSources(
      Function<HasMetadata, Set<ResourceID>> loadBalancer) {
    return api.isThere()
        ? List.of(
            new CacheEventSource<>(api.gateways(), loadBalancer::apply),
            new CacheEventSource<>(api.routes(), loadBalancer::apply))
        : List.of();
  }

  /** Whether a load balancer is to be a Gateway. */
  boolean balances(LoadBalancer resource) {
    return classes.of(resource).isPresent();
  }

  /** Why it cannot be one, if it is to be. */
  Optional<Problem> problem(LoadBalancer resource) {
    if (!balances(resource)) {
      return Optional.empty();
    }
    return api.isThere()
        ? Translation.problem(LoadBalancers.spec(resource))
        : Optional.of(
            new Problem(
                Reason.NotFound,
                "metadata.annotations: %s asks for a Gateway, and the cluster had no Gateway API (%s) when the operator started."
                    .formatted(Labels.GATEWAY_CLASS, HasMetadata.getApiVersion(Gateway.class))));
  }

  /** Makes the cluster's Gateway and routes what they should be, and tells what they are. */
  LoadBalancerStatus balance(ResolvedLoadBalancer resolved) {
    LoadBalancer resource = resolved.resource();
    Translation wanted =
        Translation.of(
            resource,
            classes.of(resource).orElseThrow(),
            resolved.listeners().stream()
                .map(listener -> new RoutedListener(listener.resource(), listener.rules()))
                .toList(),
            resolved.targetGroups());
    owned.apply(resource, wanted.gateway());
    wanted.routes().forEach(route -> owned.apply(resource, route));
    Map<String, HTTPRoute> known =
        routes(resource)
            .collect(Collectors.toMap(route -> route.getMetadata().getName(), route -> route));
    Set<String> names =
        wanted.routes().stream()
            .map(route -> route.getMetadata().getName())
            .collect(Collectors.toSet());
    known.keySet().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> owned.remove(resource, HTTPRoute.class, name));
    Optional<Gateway> gateway = gateway(resource);
    report.tellRejected(resolved);
    for (RoutedPart part : wanted.parts()) {
      switch (acceptance(part, wanted, gateway, known)) {
        case Acceptance.Accepted accepted -> report.tellPart(resolved, part);
        case Acceptance.Refused(String why) -> report.tellRefused(resolved, part, why);
        case Acceptance.Pending pending -> {}
      }
    }
    return report.status(
        resolved, Acceptance.ofGateway(gateway, wanted.gateway()), addresses(gateway));
  }

  /** Removes what was made of a load balancer that is no Gateway any more. */
  void leave(LoadBalancer resource) {
    if (api.isThere() && gateway(resource).isPresent()) {
      routes(resource)
          .toList()
          .forEach(route -> owned.remove(resource, HTTPRoute.class, route.getMetadata().getName()));
      owned.remove(resource, Gateway.class, LoadBalancers.service(resource));
    }
  }

  private static Acceptance acceptance(
      RoutedPart part,
      Translation wanted,
      Optional<Gateway> gateway,
      Map<String, HTTPRoute> known) {
    if (part.problem().isPresent()) {
      return new Acceptance.Accepted();
    }
    Stream<Acceptance> ofRoutes =
        part.routes().stream()
            .map(
                route ->
                    Acceptance.ofRoute(
                        Optional.ofNullable(known.get(route.getMetadata().getName())), route));
    return Acceptance.all(
        part.rule().isPresent()
            ? ofRoutes
            : Stream.concat(
                Stream.of(Acceptance.ofListener(gateway, wanted.gateway(), part)), ofRoutes));
  }

  private static List<GatewayStatusAddress> addresses(Optional<Gateway> gateway) {
    return gateway.stream()
        .filter(found -> found.getStatus() != null)
        .flatMap(found -> asEmpty(found.getStatus().getAddresses()).stream())
        .toList();
  }

  private Optional<Gateway> gateway(LoadBalancer resource) {
    return Optional.ofNullable(
        api.gateways()
            .getIndexer()
            .getByKey(
                Indexes.key(
                    resource.getMetadata().getNamespace(), LoadBalancers.service(resource))));
  }

  private Stream<HTTPRoute> routes(LoadBalancer resource) {
    return api
        .routes()
        .getIndexer()
        .byIndex(
            Indexes.BY_LOAD_BALANCER,
            Indexes.key(resource.getMetadata().getNamespace(), resource.getMetadata().getName()))
        .stream();
  }
}
