package dev.kubeecs.resources.placement;

import dev.kubeecs.resources.containerinstance.NodeAttributes;
import dev.kubeecs.resources.naming.Labels;
import java.util.Map;
import java.util.Optional;

/** What tasks are spread over, and the label of Nodes that tells it. */
public final class SpreadField {

  private static final String ATTRIBUTE = "attribute:";

  private static final Map<String, String> BUILT_IN =
      Map.of(
          "ecs.availability-zone", "topology.kubernetes.io/zone",
          "ecs.instance-type", "node.kubernetes.io/instance-type",
          "ecs.os-type", "kubernetes.io/os",
          "ecs.cpu-architecture", "kubernetes.io/arch");

  private SpreadField() {}

  /** The label; empty if there is none of that field. */
  public static Optional<String> label(String field) {
    if (field == null) {
      return Optional.empty();
    }
    if (field.equalsIgnoreCase("instanceId") || field.equalsIgnoreCase("host")) {
      return Optional.of("kubernetes.io/hostname");
    }
    if (!field.startsWith(ATTRIBUTE)) {
      return Optional.empty();
    }
    String name = field.substring(ATTRIBUTE.length());
    if (NodeAttributes.isReserved(name)) {
      return Optional.ofNullable(BUILT_IN.get(name));
    }
    return NodeAttributes.problem(name, "").isEmpty()
        ? Optional.of(Labels.ATTRIBUTE + name)
        : Optional.empty();
  }
}
