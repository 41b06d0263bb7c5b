package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.operator.loadbalancing.target.TargetEndpoints;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A Service without a selector: whatever reads EndpointSlices finds the healthy targets. */
final class TargetGroupObjects {

  private TargetGroupObjects() {}

  /** The Service, and a slice for each port that targets have or had, emptied where none has. */
  static List<HasMetadata> of(TargetGroup resource, List<RegisteredTarget> serving) {
    String name = LoadBalancers.service(resource);
    ProtocolEnum spoken = LoadBalancers.spec(resource).protocol();
    String protocol = spoken == ProtocolEnum.UDP ? "UDP" : "TCP";
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(service(resource, name, protocol));
    for (int port : ports(resource, serving)) {
      objects.add(
          TargetEndpoints.slice(
              resource.getMetadata().getNamespace(),
              name + "-" + port,
              name,
              "",
              protocol,
              port,
              serving,
              Owners.controller(resource),
              labels(resource)));
    }
    return objects;
  }

  private static Set<Integer> ports(TargetGroup resource, List<RegisteredTarget> serving) {
    Set<Integer> ports = new TreeSet<>(TargetEndpoints.byPort(serving).keySet());
    ports.add(LoadBalancers.port(LoadBalancers.spec(resource)));
    if (resource.getStatus() != null) {
      asEmpty(resource.getStatus().targets()).forEach(before -> ports.add(before.port()));
    }
    return ports;
  }

  private static Service service(TargetGroup resource, String name, String protocol) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(resource.getMetadata().getNamespace())
        .withName(name)
        .withLabels(labels(resource))
        .withOwnerReferences(Owners.controller(resource))
        .endMetadata()
        .withNewSpec()
        .withClusterIP("None")
        .addNewPort()
        .withProtocol(protocol)
        .withPort(LoadBalancers.port(LoadBalancers.spec(resource)))
        .endPort()
        .endSpec()
        .build();
  }

  private static Map<String, String> labels(TargetGroup resource) {
    return Map.of(Labels.TARGET_GROUP, resource.getMetadata().getName());
  }
}
