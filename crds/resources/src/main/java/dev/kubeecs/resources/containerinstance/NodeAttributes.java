package dev.kubeecs.resources.containerinstance;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.taskdefinition.validation.RequiredAttributes;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The attributes of a container instance: those that every one has, and those put on it. */
public final class NodeAttributes {

  /** The attribute that tells the architecture, {@code x86_64} or {@code arm64}. */
  public static final String ARCHITECTURE = "ecs.cpu-architecture";

  /** A Kubernetes label's name after its prefix, and its value. */
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "x86_64", "arm64", "arm64");

  private NodeAttributes() {}

  /** All attributes by name; the value of one without a value is empty. */
  public static SortedMap<String, String> of(Node node) {
    SortedMap<String, String> attributes = new TreeMap<>(custom(node));
    attributes.putAll(builtIn(node));
    return attributes;
  }

  /** Those that PutAttributes has put. */
  public static SortedMap<String, String> custom(Node node) {
    SortedMap<String, String> attributes = new TreeMap<>();
    asEmpty(node.getMetadata().getLabels())
        .forEach(
            (key, value) -> {
              if (key.startsWith(Labels.ATTRIBUTE)) {
                attributes.put(key.substring(Labels.ATTRIBUTE.length()), value);
              }
            });
    return attributes;
  }

  /** Whether an attribute of that name is one that the instance has by itself. */
  public static boolean isReserved(String name) {
    return name.startsWith("ecs.") || name.startsWith("com.amazonaws.ecs.");
  }

  /** Why an attribute cannot stand on a Node; empty if it can. */
  public static Optional<String> problem(String name, String value) {
    if (!LABEL.matcher(name).matches()) {
      return Optional.of(
          "the name " + name + " can be no label of a Node: up to 63 letters, digits, -, _ and .");
    }
    if (!value.isEmpty() && !LABEL.matcher(value).matches()) {
      return Optional.of(
          "the value of "
              + name
              + " can be no label of a Node: up to 63 letters, digits, -, _ and .");
    }
    return Optional.empty();
  }

  private static Map<String, String> builtIn(Node node) {
    Map<String, String> labels = asEmpty(node.getMetadata().getLabels());
    Map<String, String> attributes = new TreeMap<>();
    RequiredAttributes.honoured().forEach(name -> attributes.put(name, ""));
    putIfKnown(attributes, "ecs.instance-type", labels.get("node.kubernetes.io/instance-type"));
    putIfKnown(attributes, "ecs.availability-zone", labels.get("topology.kubernetes.io/zone"));
    putIfKnown(attributes, "ecs.os-type", labels.get("kubernetes.io/os"));
    putIfKnown(
        attributes,
        "ecs.os-family",
        "linux".equals(labels.get("kubernetes.io/os")) ? "LINUX" : null);
    String architecture = labels.get("kubernetes.io/arch");
    putIfKnown(
        attributes,
        ARCHITECTURE,
        architecture == null ? null : ARCHITECTURES.getOrDefault(architecture, architecture));
    if (NodeResources.allocatable(node).gpus() > 0) {
      attributes.put(RequiredAttributes.GPU, "");
    }
    return attributes;
  }

  private static void putIfKnown(Map<String, String> attributes, String name, String value) {
    if (value != null) {
      attributes.put(name, value);
    }
  }
}
