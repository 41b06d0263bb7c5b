package dev.kubeecs.operator.loadbalancing.target;

import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** EndpointSlices, so that whatever reads those finds targets: one for each port of targets. */
public final class TargetEndpoints {

  private static final String SERVICE = "kubernetes.io/service-name";
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  private TargetEndpoints() {}

  /**
   * The slice of a port of a Service.
   *
   * @param portName of the Service's port; empty if it has but one
   * @param protocol TCP or UDP
   */
  public static EndpointSlice slice(
      String namespace,
      String name,
      String service,
      String portName,
      String protocol,
      int port,
      List<RegisteredTarget> serving,
      OwnerReference owner,
      Map<String, String> labels) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put(SERVICE, service);
    all.put(MANAGED_BY, "kube-ecs");
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withLabels(all)
        .withOwnerReferences(owner)
        .endMetadata()
        .withAddressType("IPv4")
        .addNewPort()
        .withName(portName)
        .withProtocol(protocol)
        .withPort(port)
        .endPort()
        .withEndpoints(
            serving.stream()
                .filter(target -> target.port() == port)
                .map(target -> endpoint(target.address()))
                .toList())
        .build();
  }

  /** Targets by their ports: a slice has one for all of its endpoints. */
  public static Map<Integer, List<RegisteredTarget>> byPort(List<RegisteredTarget> targets) {
    return targets.stream()
        .collect(Collectors.groupingBy(RegisteredTarget::port, TreeMap::new, Collectors.toList()));
  }

  private static Endpoint endpoint(String address) {
    return new EndpointBuilder()
        .withAddresses(address)
        .withNewConditions()
        .withReady(true)
        .withServing(true)
        .withTerminating(false)
        .endConditions()
        .build();
  }
}
