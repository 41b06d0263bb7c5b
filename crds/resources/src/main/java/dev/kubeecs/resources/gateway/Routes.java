package dev.kubeecs.resources.gateway;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AccessType;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The routes of services: a gateway and a service that it leads to. A target group, a listener rule
 * and a host name make a route; all three have its name.
 */
public final class Routes {

  private Routes() {}

  /** The name of the route by which a gateway leads to a service. */
  public static String name(String gateway, String cluster, String service) {
    return ObjectNames.gatewayRoute(gateway, cluster, service);
  }

  /** The same, of a service as it stands in the cluster. */
  public static String name(String gateway, EcsService service) {
    return name(
        gateway,
        or(service.getSpec().cluster(), "default"),
        or(service.getSpec().serviceName(), service.getMetadata().getName()));
  }

  /** The host name of a route. */
  public static String host(String route, String namespace, String clusterDomain) {
    return "%s.%s.svc.%s".formatted(route, namespace, clusterDomain);
  }

  /** The gateways that lead to a service; none unless it has a connector. */
  public static List<String> gateways(EcsServiceSpec spec) {
    return connector(spec.gatewayConnectors()).isPresent() ? asEmpty(spec.gateways()) : List.of();
  }

  /**
   * Whether a gateway leads to a service: the service names it, and its connector does not leave
   * gateways of that kind out.
   */
  public static boolean leads(EcsGateway gateway, EcsServiceSpec service) {
    return gateways(service).contains(Gateways.name(gateway))
        && connector(service.gatewayConnectors())
            .filter(connector -> lets(connector, Gateways.spec(gateway)))
            .isPresent();
  }

  /** Whether a connector lets a gateway of that kind of access lead to the service. */
  public static boolean lets(GatewayConnector connector, EcsGatewaySpec gateway) {
    List<AccessType> wanted =
        connector.filters() == null ? List.of() : asEmpty(connector.filters().accessTypes());
    return wanted.isEmpty() || wanted.contains(Gateways.accessType(gateway));
  }

  /** The one connector that a service can have. */
  public static Optional<GatewayConnector> connector(List<GatewayConnector> connectors) {
    return asEmpty(connectors).stream().findFirst();
  }

  /**
   * Where the tasks of a definition are registered, by the names of the target groups.
   *
   * @param connectors of the service; any may be null
   * @param gateways that lead to it
   */
  public static List<LoadBalancer> targets(
      List<GatewayConnector> connectors,
      List<String> gateways,
      String cluster,
      String service,
      TaskDefinitionSpec definition) {
    Optional<LoadBalancer> port =
        connector(connectors).flatMap(found -> port(found.portName(), definition));
    return port.stream()
        .flatMap(
            found ->
                asEmpty(gateways).stream()
                    .map(
                        gateway ->
                            found.toBuilder()
                                .targetGroupArn(name(gateway, cluster, service))
                                .build()))
        .toList();
  }

  /** The container and its port that a port's name means; empty if the definition has none. */
  public static Optional<LoadBalancer> port(String portName, TaskDefinitionSpec definition) {
    return definition.containerDefinitions().stream()
        .flatMap(container -> ports(container, portName))
        .findFirst();
  }

  private static Stream<LoadBalancer> ports(ContainerDefinition container, String portName) {
    return asEmpty(container.portMappings()).stream()
        .filter(mapping -> portName.equals(mapping.name()))
        .map(PortMapping::containerPort)
        .map(
            port ->
                LoadBalancer.builder().containerName(container.name()).containerPort(port).build());
  }
}
