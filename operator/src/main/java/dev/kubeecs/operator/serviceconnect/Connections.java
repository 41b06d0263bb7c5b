package dev.kubeecs.operator.serviceconnect;

import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.api.ecs.ServiceConnectServiceResource;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.HostAlias;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What there is for the Service Connect configurations of a service, of now and of its revisions.
 *
 * @param defaultNamespace name or ARN, of configurations that name none
 * @param namespaces by the names or ARNs that configurations have for them
 * @param services of Cloud Map in those, by their objects' names
 */
public record Connections(
    Optional<String> defaultNamespace,
    Map<String, DiscoveryNamespace> namespaces,
    Map<String, DiscoveryService> services) {

  /**
   * For how many seconds a task goes on before it is told to stop: kube-proxy gathers changes for a
   * second or more, and sends new connections to the task until then.
   */
  public static final int NOTICE_SECONDS = 5;

  /** Of a service that has nothing to do with Service Connect. */
  public static final Connections NONE = new Connections(Optional.empty(), Map.of(), Map.of());

  public Connections {
    namespaces = Map.copyOf(namespaces);
    services = Map.copyOf(services);
  }

  /** Name or ARN of the namespace that a configuration means. */
  public Optional<String> reference(ServiceConnectConfiguration configuration) {
    return ServiceConnect.isEnabled(configuration)
        ? Optional.ofNullable(configuration.namespace()).or(() -> defaultNamespace)
        : Optional.empty();
  }

  /** The namespace that a configuration means, if it exists. */
  public Optional<DiscoveryNamespace> namespace(ServiceConnectConfiguration configuration) {
    return reference(configuration).flatMap(name -> Optional.ofNullable(namespaces.get(name)));
  }

  /** The ports that tasks are registered with, by the object names of services of Cloud Map. */
  public Map<String, OptionalInt> ports(
      ServiceConnectConfiguration configuration, TaskDefinitionSpec definition) {
    Map<String, OptionalInt> ports = new TreeMap<>();
    namespace(configuration)
        .map(Discovery::name)
        .ifPresent(
            name ->
                ServiceConnect.endpoints(configuration, name, definition)
                    .forEach(
                        endpoint ->
                            ports.put(
                                ObjectNames.discoveryService(name, endpoint.discoveryName()),
                                OptionalInt.of(endpoint.containerPort()))));
    return ports;
  }

  /**
   * The names that tasks have in their hosts files: those that the namespace has when their
   * deployment begins, as in ECS.
   */
  public List<HostAlias> hostAliases(ServiceConnectConfiguration configuration) {
    return namespace(configuration).map(Discovery::clientAliases).orElse(List.of()).stream()
        .filter(alias -> alias.address() != null)
        .map(alias -> new HostAlias(List.of(alias.dnsName()), alias.address()))
        .toList();
  }

  /** The services of Cloud Map that stand for the names of a configuration. */
  public List<ServiceConnectServiceResource> resources(
      ServiceConnectConfiguration configuration, Account account) {
    return namespace(configuration)
        .map(Discovery::name)
        .map(
            namespace ->
                ServiceConnect.services(configuration).stream()
                    .map(ServiceConnect::discoveryName)
                    .flatMap(
                        name ->
                            Optional.ofNullable(
                                services.get(ObjectNames.discoveryService(namespace, name)))
                                .map(
                                    found ->
                                        new ServiceConnectServiceResource(
                                            name, Discovery.arn(account, found)))
                                .stream())
                    .toList())
        .orElse(List.of());
  }
}
