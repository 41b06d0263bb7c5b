package dev.kubeecs.operator.task.container;

import dev.kubeecs.api.ecs.NetworkBinding;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.TransportProtocol;
import dev.kubeecs.resources.Absent;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Where the ports of a container can be reached, outside awsvpc. */
final class NetworkBindings {

  private static final String ANY_ADDRESS = "0.0.0.0";

  private NetworkBindings() {}

  static List<NetworkBinding> of(ObservedContainer container, NetworkMode mode, Pod pod) {
    boolean bound = container.isUp() && (mode == NetworkMode.BRIDGE || mode == NetworkMode.HOST);
    return !bound
        ? List.of()
        : Absent.asEmpty(container.definition().portMappings()).stream()
            .filter(mapping -> mapping.containerPort() != null)
            .map(mapping -> binding(mapping, mode, pod))
            .toList();
  }

  /** Without a fixed port of the Node, the port is open at the Pod's own address. */
  private static NetworkBinding binding(PortMapping mapping, NetworkMode mode, Pod pod) {
    boolean onNode = mode == NetworkMode.HOST || Absent.or(mapping.hostPort(), 0) > 0;
    return NetworkBinding.builder()
        .bindIP(onNode ? ANY_ADDRESS : pod.getStatus().getPodIP())
        .containerPort(mapping.containerPort())
        .hostPort(
            mode == NetworkMode.BRIDGE && onNode ? mapping.hostPort() : mapping.containerPort())
        .protocol(Absent.or(mapping.protocol(), TransportProtocol.TCP))
        .build();
  }
}
