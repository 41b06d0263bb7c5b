package dev.kubeecs.resources.serviceconnect;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ClusterServiceConnectDefaultsRequest;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.ServiceConnectClientAlias;
import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.api.ecs.ServiceConnectService;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Optional;

/** What the Service Connect configuration of a service means. */
public final class ServiceConnect {

  private ServiceConnect() {}

  /** Whether tasks of a service take part in Service Connect. */
  public static boolean isEnabled(ServiceConnectConfiguration configuration) {
    return configuration != null && or(configuration.enabled(), false);
  }

  /**
   * Name or ARN of the namespace that a service is in: its own, or its cluster's. Empty if it is in
   * none.
   */
  public static Optional<String> namespace(
      ServiceConnectConfiguration configuration, EcsClusterSpec cluster) {
    return isEnabled(configuration)
        ? Optional.ofNullable(configuration.namespace()).or(() -> defaultNamespace(cluster))
        : Optional.empty();
  }

  /** Name or ARN of the namespace of a cluster's services that name none. */
  public static Optional<String> defaultNamespace(EcsClusterSpec cluster) {
    return Optional.ofNullable(cluster.serviceConnectDefaults())
        .map(ClusterServiceConnectDefaultsRequest::namespace)
        .filter(namespace -> !namespace.isEmpty());
  }

  /** The names that a service has; none if it is a client only, or has Service Connect disabled. */
  public static List<ServiceConnectService> services(ServiceConnectConfiguration configuration) {
    return isEnabled(configuration) ? asEmpty(configuration.services()) : List.of();
  }

  /** The name of one of them in the namespace. */
  public static String discoveryName(ServiceConnectService service) {
    return or(service.discoveryName(), service.portName());
  }

  /**
   * What others find of a service whose tasks run a definition. Ports that it does not name are
   * left out: {@link ServiceConnectRules} tells of them.
   *
   * @param namespace name of the namespace
   */
  public static List<ConnectEndpoint> endpoints(
      ServiceConnectConfiguration configuration, String namespace, TaskDefinitionSpec definition) {
    return services(configuration).stream()
        .flatMap(
            service ->
                port(service.portName(), definition)
                    .map(port -> endpoint(service, namespace, port.containerPort()))
                    .stream())
        .toList();
  }

  /** The port mapping of that name. */
  static Optional<PortMapping> port(String portName, TaskDefinitionSpec definition) {
    return definition.containerDefinitions().stream()
        .flatMap(container -> asEmpty(container.portMappings()).stream())
        .filter(mapping -> portName.equals(mapping.name()))
        .findFirst();
  }

  /**
   * Without an alias, the name is {@code discoveryName.namespace} and the port the container's.
   * Source: the AWS CDK reference, ServiceConnectService.
   */
  private static ConnectEndpoint endpoint(
      ServiceConnectService service, String namespace, int containerPort) {
    Optional<ServiceConnectClientAlias> alias =
        asEmpty(service.clientAliases()).stream().findFirst();
    String name = discoveryName(service);
    return new ConnectEndpoint(
        name,
        alias.map(ServiceConnectClientAlias::dnsName).orElse(name + "." + namespace),
        alias.map(ServiceConnectClientAlias::port).orElse(containerPort),
        containerPort);
  }
}
