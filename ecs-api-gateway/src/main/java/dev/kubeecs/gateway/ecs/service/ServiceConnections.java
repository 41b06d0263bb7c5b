package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.servicediscovery.CloudMap;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.discovery.ConnectAlias;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.serviceconnect.ConnectEndpoint;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import dev.kubeecs.resources.serviceconnect.ServiceConnectRules;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import jakarta.inject.Singleton;
import java.util.List;

/** What CreateService and UpdateService demand of the Service Connect of a service. */
@Singleton
final class ServiceConnections {

  private final CloudMap cloudMap;

  ServiceConnections(CloudMap cloudMap) {
    this.cloudMap = cloudMap;
  }

  /**
   * The configuration with the namespace of the cluster, if it names none: the service stays in it
   * when the cluster gets another.
   */
  ServiceConnectConfiguration settled(
      ServiceConnectConfiguration configuration, EcsClusterSpec cluster) {
    if (!ServiceConnect.isEnabled(configuration)) {
      return configuration;
    }
    return configuration.toBuilder()
        .namespace(
            ServiceConnect.namespace(configuration, cluster)
                .orElseThrow(
                    () ->
                        invalidParameter(
                            "serviceConnectConfiguration.namespace must be specified: the cluster"
                                + " has no serviceConnectDefaults.")))
        .build();
  }

  /**
   * Refuses names that the tasks of the definition do not have, or that another service has.
   *
   * @param configuration with its namespace
   * @param objectName of the EcsService
   */
  void check(
      Call call,
      ServiceConnectConfiguration configuration,
      TaskDefinitionSpec definition,
      String objectName) {
    if (!ServiceConnect.isEnabled(configuration)) {
      return;
    }
    DiscoveryNamespace namespace =
        cloudMap
            .namespace(call, configuration.namespace())
            .orElseThrow(() -> ServiceErrors.noNamespace(configuration.namespace()));
    String name = Discovery.name(namespace);
    ServiceConnectRules.violation(configuration, name, definition)
        .ifPresent(
            message -> {
              throw invalidParameter("serviceConnectConfiguration: %s", message);
            });
    List<DiscoveryService> others =
        cloudMap.servicesOf(call, namespace).stream()
            .filter(service -> !isOf(service, objectName))
            .toList();
    ServiceConnect.endpoints(configuration, name, definition)
        .forEach(endpoint -> requireFree(endpoint, others));
  }

  private static void requireFree(ConnectEndpoint endpoint, List<DiscoveryService> others) {
    ConnectAlias alias = new ConnectAlias(endpoint.dnsName(), endpoint.clientPort());
    for (DiscoveryService other : others) {
      if (Discovery.name(other).equals(endpoint.discoveryName())) {
        throw invalidParameter(
            "serviceConnectConfiguration: services.discoveryName: %s must be unique in the"
                + " namespace.",
            endpoint.discoveryName());
      }
      if (asEmpty(other.getSpec().clientAliases()).contains(alias)) {
        throw invalidParameter(
            "serviceConnectConfiguration: services.clientAliases: %s:%d must be unique in the"
                + " namespace.",
            endpoint.dnsName(), endpoint.clientPort());
      }
    }
  }

  private static boolean isOf(DiscoveryService service, String objectName) {
    return asEmpty(service.getMetadata().getOwnerReferences()).stream()
        .anyMatch(owner -> owner.getName().equals(objectName));
  }
}
