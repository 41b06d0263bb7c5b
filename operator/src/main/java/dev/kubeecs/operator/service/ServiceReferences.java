package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.operator.discovery.Registry;
import dev.kubeecs.operator.loadbalancing.LoadBalancing;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.service.EcsService;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a service and its revisions name of load balancing and discovery. */
@Singleton
final class ServiceReferences {

  private final LoadBalancing loadBalancing;
  private final Registry registry;
  private final TrafficRules trafficRules;
  private final ServiceCaches caches;

  ServiceReferences(
      LoadBalancing loadBalancing,
      Registry registry,
      TrafficRules trafficRules,
      ServiceCaches caches) {
    this.loadBalancing = loadBalancing;
    this.registry = registry;
    this.trafficRules = trafficRules;
    this.caches = caches;
  }

  /** The rules that divide traffic, by the name that stands in the service. */
  Map<String, TrafficRule> trafficRules(EcsService service) {
    return Stream.concat(
            TrafficRules.named(service.getSpec().loadBalancers()),
            ServiceCaches.owned(caches.revisions(), service)
                .flatMap(revision -> TrafficRules.named(revision.getSpec().loadBalancers())))
        .distinct()
        .flatMap(
            name ->
                trafficRules
                    .find(service.getMetadata().getNamespace(), name)
                    .map(rule -> Map.entry(name, rule))
                    .stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The target groups of all revisions that may have tasks, and of the next. */
  Map<String, TargetGroup> targetGroups(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    return Stream.concat(
            Registrations.names(service),
            ServiceCaches.owned(caches.revisions(), service)
                .flatMap(revision -> Registrations.names(revision.getSpec())))
        .distinct()
        .flatMap(name -> loadBalancing.targetGroup(namespace, name).stream())
        .collect(Collectors.toMap(LoadBalancers::name, Function.identity()));
  }

  /** The services of Cloud Map of all revisions, and of the next, by ARN. */
  Map<String, DiscoveryService> registries(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    Map<String, DiscoveryService> found = new HashMap<>();
    Stream.concat(
            asEmpty(service.getSpec().serviceRegistries()).stream(),
            ServiceCaches.owned(caches.revisions(), service)
                .flatMap(revision -> asEmpty(revision.getSpec().serviceRegistries()).stream()))
        .map(ServiceRegistry::registryArn)
        .filter(Objects::nonNull)
        .forEach(arn -> registry.service(namespace, arn).ifPresent(s -> found.put(arn, s)));
    return found;
  }
}
