package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Labels of containers as annotations of their Pod, where tools look for them. Those of which a Pod
 * cannot have both, or whose key is none of an annotation, stand in one annotation by container.
 */
final class DockerLabels {

  /** {@code {"container": {"key": "value"}}} */
  private static final String BY_CONTAINER = "kube-ecs.dev/docker-labels";

  /** A key of an annotation. Source: Kubernetes, labels and annotations. */
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  private DockerLabels() {}

  static Map<String, String> annotations(TaskDefinitionSpec definition) {
    Map<String, String> annotations = new TreeMap<>();
    Map<String, Map<String, String>> others = new TreeMap<>();
    for (ContainerDefinition container : definition.containerDefinitions()) {
      Absent.asEmpty(container.dockerLabels())
          .forEach(
              (key, value) -> {
                boolean fits =
                    KEY.matcher(key).matches()
                        && value.equals(annotations.getOrDefault(key, value));
                if (fits) {
                  annotations.put(key, value);
                } else {
                  others.computeIfAbsent(container.name(), n -> new TreeMap<>()).put(key, value);
                }
              });
    }
    if (!others.isEmpty()) {
      annotations.put(BY_CONTAINER, Serialization.asJson(others));
    }
    return annotations;
  }
}
