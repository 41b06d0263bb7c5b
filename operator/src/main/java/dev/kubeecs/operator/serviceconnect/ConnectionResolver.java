package dev.kubeecs.operator.serviceconnect;

import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.operator.discovery.Registry;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads, from caches only, what there is for Service Connect configurations. */
@Singleton
public final class ConnectionResolver {

  private final Registry registry;

  ConnectionResolver(Registry registry) {
    this.registry = registry;
  }

  /**
   * What there is for the configurations of a service.
   *
   * @param account the Kubernetes namespace
   * @param cluster that the service is in, if that exists
   * @param configurations of the service and its revisions; any may be null
   */
  public Connections of(
      String account,
      Optional<EcsClusterSpec> cluster,
      Stream<ServiceConnectConfiguration> configurations) {
    Map<String, DiscoveryNamespace> namespaces = new HashMap<>();
    Map<String, DiscoveryService> services = new HashMap<>();
    Connections references =
        new Connections(cluster.flatMap(ServiceConnect::defaultNamespace), Map.of(), Map.of());
    configurations
        .flatMap(configuration -> references.reference(configuration).stream())
        .distinct()
        .forEach(
            reference ->
                registry
                    .namespace(account, reference)
                    .ifPresent(namespace -> namespaces.put(reference, namespace)));
    namespaces.values().stream()
        .flatMap(registry::servicesOf)
        .forEach(service -> services.put(service.getMetadata().getName(), service));
    return namespaces.isEmpty() && references.defaultNamespace().isEmpty()
        ? Connections.NONE
        : new Connections(references.defaultNamespace(), namespaces, services);
  }
}
