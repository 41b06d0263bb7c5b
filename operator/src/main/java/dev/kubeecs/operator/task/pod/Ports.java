package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.TransportProtocol;
import dev.kubeecs.resources.Absent;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Ports of a container, on the task's own address or on that of its Node. */
final class Ports {

  private Ports() {}

  /** Ranges need no mention: a Pod's ports are open as they are. */
  static List<ContainerPort> of(ContainerDefinition container, NetworkMode mode) {
    return Absent.asEmpty(container.portMappings()).stream()
        .filter(mapping -> mapping.containerPort() != null)
        .map(mapping -> port(mapping, mode))
        .toList();
  }

  private static ContainerPort port(PortMapping mapping, NetworkMode mode) {
    TransportProtocol protocol = Absent.or(mapping.protocol(), TransportProtocol.TCP);
    return new ContainerPortBuilder()
        .withContainerPort(mapping.containerPort())
        .withHostPort(hostPort(mapping, Absent.or(mode, NetworkMode.BRIDGE)))
        .withProtocol(protocol.toString().toUpperCase(Locale.ROOT))
        .build();
  }

  /** In bridge mode 0 asks for any port of the Node: the Pod's own address offers one already. */
  private static Integer hostPort(PortMapping mapping, NetworkMode mode) {
    return switch (mode) {
      case HOST -> mapping.containerPort();
      case BRIDGE -> Objects.equals(mapping.hostPort(), 0) ? null : mapping.hostPort();
      case AWSVPC, NONE -> null;
    };
  }
}
