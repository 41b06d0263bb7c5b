package dev.kubeecs.gateway.ecs.gateway;

import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.ServiceState;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes of gateways: those that services ask for, and those that are about to go. */
@Singleton
public final class GatewayRoutes {

  private final Services services;
  private final Store<LoadBalancer> loadBalancers;
  private final Store<Listener> listeners;
  private final Store<ListenerRule> rules;
  private final Store<TargetGroup> targetGroups;

  GatewayRoutes(Services services, Stores stores) {
    this.services = services;
    this.loadBalancers = stores.of(LoadBalancer.class);
    this.listeners = stores.of(Listener.class);
    this.rules = stores.of(ListenerRule.class);
    this.targetGroups = stores.of(TargetGroup.class);
  }

  /** The routes of a gateway, in no order. */
  public List<Route> of(Call call, EcsGateway gateway) {
    return services.all(call).stream()
        .flatMap(service -> route(gateway, service).stream())
        .toList();
  }

  /** The route from a gateway to a service, if there is anything of it, wanted or not. */
  public Optional<Route> route(EcsGateway gateway, EcsService service) {
    String namespace = gateway.getMetadata().getNamespace();
    String shared = Gateways.loadBalancer(Gateways.name(gateway));
    String name = Routes.name(Gateways.name(gateway), service);
    Route route =
        new Route(
            gateway,
            service,
            ServiceFacts.state(service) == ServiceState.ACTIVE
                && Routes.leads(gateway, service.getSpec()),
            loadBalancers.find(namespace, shared),
            listeners.find(namespace, shared),
            rules.find(namespace, name),
            targetGroups.find(namespace, name));
    return Stream.of(route)
        .filter(r -> r.asked() || r.rule().isPresent() || r.targetGroup().isPresent())
        .findFirst();
  }

  /** The load balancer of a gateway, while a service uses it. */
  Optional<LoadBalancer> loadBalancer(EcsGateway gateway) {
    return loadBalancers.find(
        gateway.getMetadata().getNamespace(), Gateways.loadBalancer(Gateways.name(gateway)));
  }

  /** Its listener. */
  Optional<Listener> listener(EcsGateway gateway) {
    return listeners.find(
        gateway.getMetadata().getNamespace(), Gateways.loadBalancer(Gateways.name(gateway)));
  }
}
