package dev.kubeecs.operator.loadbalancing.target;

import static dev.kubeecs.resources.Absent.asEmpty;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** In which target groups a Pod is registered with which port: what an annotation of it says. */
public final class TargetPorts {

  /** {@code <name of the target group>=<port>}, separated by commas. */
  public static final String ANNOTATION = "kube-ecs.dev/target-groups";

  private TargetPorts() {}

  /** The ports of a Pod by the name of the target group. */
  public static Map<String, Integer> of(Pod pod) {
    String text = asEmpty(pod.getMetadata().getAnnotations()).get(ANNOTATION);
    return text == null || text.isEmpty()
        ? Map.of()
        : Arrays.stream(text.split(","))
            .map(entry -> entry.split("="))
            .collect(Collectors.toMap(parts -> parts[0], parts -> Integer.valueOf(parts[1])));
  }

  /** The value of the annotation. */
  public static String text(Map<String, Integer> portByTargetGroup) {
    return new TreeMap<>(portByTargetGroup)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
  }
}
