package dev.kubeecs.operator.discovery;

import static dev.kubeecs.resources.Absent.asEmpty;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** In which DiscoveryServices a Pod is registered, with which port if any: an annotation of it. */
public final class RegistryPorts {

  /** {@code <name of the DiscoveryService>=<port, or nothing>}, separated by commas. */
  public static final String ANNOTATION = "kube-ecs.dev/discovery-services";

  private RegistryPorts() {}

  /** The ports of a Pod by the object name of the DiscoveryService. */
  public static Map<String, OptionalInt> of(Pod pod) {
    String text = asEmpty(pod.getMetadata().getAnnotations()).get(ANNOTATION);
    Map<String, OptionalInt> ports = new LinkedHashMap<>();
    if (text != null) {
      Arrays.stream(text.split(","))
          .map(entry -> entry.split("=", 2))
          .filter(parts -> parts.length == 2)
          .forEach(
              parts ->
                  ports.put(
                      parts[0],
                      parts[1].isEmpty()
                          ? OptionalInt.empty()
                          : OptionalInt.of(Integer.parseInt(parts[1]))));
    }
    return ports;
  }

  /** The value of the annotation. */
  public static String text(Map<String, OptionalInt> ports) {
    return new TreeMap<>(ports)
        .entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + "="
                        + (entry.getValue().isPresent() ? entry.getValue().getAsInt() : ""))
            .collect(Collectors.joining(","));
  }
}
