package dev.kubeecs.operator.discovery;

import dev.kubeecs.api.servicediscovery.RecordType;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DnsName;
import dev.kubeecs.resources.discovery.InstanceAttributes;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import dev.kubeecs.resources.discovery.RegisteredInstances;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the cluster's DNS reads: a namespace is a headless Service, a service of it the host name of
 * endpoints. An endpoint with a port is an SRV record too.
 */
final class DnsRecords {

  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  /** Of a headless Service without a selector no port counts but those of its endpoints. */
  private static final int ANY_PORT = 1;

  private static final int NO_PORT = 0;

  private DnsRecords() {}

  /** The headless Service of a namespace. */
  static Service namespace(DiscoveryNamespace namespace, DnsName name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(kubernetesNamespace(name, namespace.getMetadata().getNamespace()))
        .withName(name.service())
        .withLabels(Map.of(Labels.DISCOVERY_NAMESPACE, namespace.getMetadata().getUid()))
        .endMetadata()
        .withNewSpec()
        .withClusterIP("None")
        .addNewPort()
        .withPort(ANY_PORT)
        .endPort()
        .endSpec()
        .build();
  }

  /** The endpoints of a service; none if it has no records or no instance has what they need. */
  static List<EndpointSlice> service(
      DiscoveryService service, DnsName namespace, List<RegisteredInstance> instances) {
    if (service.getSpec().dnsConfig() == null) {
      return List.of();
    }
    boolean ports = Discovery.hasRecord(service.getSpec(), RecordType.SRV);
    Map<Integer, List<RegisteredInstance>> byPort =
        RegisteredInstances.answering(instances).stream()
            .filter(i -> InstanceAttributes.address(i.attributes()).isPresent())
            .filter(i -> !ports || InstanceAttributes.port(i.attributes()).isPresent())
            .collect(
                Collectors.groupingBy(
                    i -> ports ? InstanceAttributes.port(i.attributes()).orElseThrow() : NO_PORT,
                    TreeMap::new,
                    Collectors.toList()));
    return byPort.entrySet().stream()
        .map(entry -> slice(service, namespace, entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The Kubernetes namespace that names are published in. */
  static String kubernetesNamespace(DnsName name, String account) {
    return name.kubernetesNamespace().orElse(account);
  }

  /** Ports only where there are SRV records: without any, DNS answers with addresses alone. */
  private static EndpointSlice slice(
      DiscoveryService service, DnsName namespace, int port, List<RegisteredInstance> instances) {
    String hostName = Discovery.name(service);
    List<EndpointPort> ports =
        port == NO_PORT
            ? List.of()
            : List.of(
                new EndpointPortBuilder().withName("").withProtocol("TCP").withPort(port).build());
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(kubernetesNamespace(namespace, service.getMetadata().getNamespace()))
        .withName(Discovery.id(service) + "-" + port)
        .withLabels(
            Map.of(
                SERVICE_NAME,
                namespace.service(),
                MANAGED_BY,
                "kube-ecs",
                Labels.DISCOVERY_SERVICE,
                service.getMetadata().getUid()))
        .endMetadata()
        .withAddressType("IPv4")
        .withPorts(ports)
        .withEndpoints(
            instances.stream()
                .map(i -> InstanceAttributes.address(i.attributes()).orElseThrow())
                .distinct()
                .map(address -> endpoint(address, hostName))
                .toList())
        .build();
  }

  private static Endpoint endpoint(String address, String hostName) {
    return new EndpointBuilder()
        .withAddresses(address)
        .withHostname(hostName)
        .withNewConditions()
        .withReady(true)
        .withServing(true)
        .withTerminating(false)
        .endConditions()
        .build();
  }
}
