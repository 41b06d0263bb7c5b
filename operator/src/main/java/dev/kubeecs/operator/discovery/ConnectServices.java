package dev.kubeecs.operator.discovery;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.loadbalancing.target.TargetEndpoints;
import dev.kubeecs.resources.discovery.ConnectAlias;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.InstanceAttributes;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import dev.kubeecs.resources.discovery.RegisteredInstances;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.RegisteredTargetBuilder;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is behind the names of Service Connect: a name of a namespace is a Service, which several
 * services of Cloud Map may have ports of.
 */
final class ConnectServices {

  private static final String TCP = "TCP";

  private ConnectServices() {}

  /** The names that services have, and the ports of each. */
  static Map<String, SortedSet<Integer>> names(List<DiscoveryService> services) {
    Map<String, SortedSet<Integer>> names = new TreeMap<>();
    services.stream()
        .flatMap(service -> asEmpty(service.getSpec().clientAliases()).stream())
        .forEach(
            alias ->
                names.computeIfAbsent(alias.dnsName(), n -> new TreeSet<>()).add(alias.port()));
    return names;
  }

  /** The Service of a name, which kube-proxy spreads connections for. */
  static Service service(DiscoveryNamespace namespace, String dnsName, SortedSet<Integer> ports) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(namespace.getMetadata().getNamespace())
        .withName(name(namespace, dnsName))
        .withLabels(Map.of(Labels.CONNECT_NAMESPACE, namespace.getMetadata().getUid()))
        .withOwnerReferences(Owners.controller(namespace))
        .endMetadata()
        .withNewSpec()
        .withPorts(ports.stream().map(ConnectServices::port).toList())
        .endSpec()
        .build();
  }

  /** The endpoints of a service under all of its names, a slice for each port of its instances. */
  static List<EndpointSlice> slices(
      DiscoveryService service, DiscoveryNamespace namespace, List<RegisteredInstance> instances) {
    Map<Integer, List<RegisteredTarget>> byPort =
        TargetEndpoints.byPort(
            RegisteredInstances.answering(instances).stream()
                .flatMap(instance -> target(instance.attributes()).stream())
                .toList());
    return asEmpty(service.getSpec().clientAliases()).stream()
        .flatMap(
            alias ->
                byPort.entrySet().stream()
                    .map(
                        entry ->
                            slice(service, namespace, alias, entry.getKey(), entry.getValue())))
        .toList();
  }

  private static EndpointSlice slice(
      DiscoveryService service,
      DiscoveryNamespace namespace,
      ConnectAlias alias,
      int port,
      List<RegisteredTarget> targets) {
    String name = name(namespace, alias.dnsName());
    return TargetEndpoints.slice(
        service.getMetadata().getNamespace(),
        "%s-%s-%d-%d".formatted(name, Discovery.id(service), alias.port(), port),
        name,
        portName(alias.port()),
        TCP,
        port,
        targets,
        Owners.controller(service),
        Map.of(Labels.DISCOVERY_SERVICE, service.getMetadata().getUid()));
  }

  private static Optional<RegisteredTarget> target(Map<String, String> attributes) {
    OptionalInt port = InstanceAttributes.port(attributes);
    return InstanceAttributes.address(attributes)
        .filter(address -> port.isPresent())
        .map(
            address ->
                RegisteredTargetBuilder.builder().address(address).port(port.getAsInt()).build());
  }

  /** The name of the Service of a name. */
  static String name(DiscoveryNamespace namespace, String dnsName) {
    return ObjectNames.clientAlias(Discovery.name(namespace), dnsName);
  }

  private static ServicePort port(int port) {
    return new ServicePortBuilder()
        .withName(portName(port))
        .withProtocol(TCP)
        .withPort(port)
        .build();
  }

  private static String portName(int port) {
    return "p" + port;
  }
}
