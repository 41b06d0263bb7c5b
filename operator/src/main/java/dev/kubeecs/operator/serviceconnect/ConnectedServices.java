package dev.kubeecs.operator.serviceconnect;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.servicediscovery.HealthCheckCustomConfig;
import dev.kubeecs.resources.discovery.ConnectAlias;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpec;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpecBuilder;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Owners;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.serviceconnect.ConnectEndpoint;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The services of Cloud Map that stand for the names of a service of ECS. A name that a deployment
 * changes is there under both aliases as long as tasks of before are.
 */
final class ConnectedServices {

  private final EcsService owner;
  private final Map<String, DiscoveryService> services = new LinkedHashMap<>();

  ConnectedServices(EcsService owner) {
    this.owner = owner;
  }

  /** Adds what is wanted in a namespace. */
  void add(DiscoveryNamespace namespace, List<ConnectEndpoint> endpoints) {
    endpoints.forEach(
        endpoint -> {
          DiscoveryService service =
              services.computeIfAbsent(
                  ObjectNames.discoveryService(Discovery.name(namespace), endpoint.discoveryName()),
                  name -> service(name, namespace, endpoint.discoveryName()));
          service.setSpec(with(service.getSpec(), endpoint));
        });
  }

  /** All that is wanted, by the objects' names. */
  Map<String, DiscoveryService> wanted() {
    return services;
  }

  private DiscoveryService service(
      String objectName, DiscoveryNamespace namespace, String discoveryName) {
    DiscoveryService service = new DiscoveryService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(owner.getMetadata().getNamespace())
            .withName(objectName)
            .withOwnerReferences(Owners.controller(owner))
            .build());
    service.setSpec(
        DiscoveryServiceSpecBuilder.builder()
            .name(discoveryName)
            .namespace(Discovery.name(namespace))
            .clientAliases(List.of())
            .healthCheckCustomConfig(HealthCheckCustomConfig.builder().build())
            .tags(List.of(Discovery.MANAGED))
            .build());
    return service;
  }

  private static DiscoveryServiceSpec with(DiscoveryServiceSpec spec, ConnectEndpoint endpoint) {
    ConnectAlias alias = new ConnectAlias(endpoint.dnsName(), endpoint.clientPort());
    if (asEmpty(spec.clientAliases()).contains(alias)) {
      return spec;
    }
    List<ConnectAlias> aliases = new ArrayList<>(spec.clientAliases());
    aliases.add(alias);
    return spec.withClientAliases(aliases);
  }
}
