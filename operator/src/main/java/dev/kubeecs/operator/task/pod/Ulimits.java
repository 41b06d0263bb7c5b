package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.Ulimit;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits that a Node's runtime gives to containers, as its plugin {@code ulimit-adjuster} reads
 * them of a Pod (ADR 60). Source: README of that plugin, github.com/containerd/nri.
 */
final class Ulimits {

  private static final String CONTAINER = "ulimits.nri.containerd.io/container.";

  private Ulimits() {}

  static Map<String, String> annotations(TaskDefinitionSpec definition) {
    Map<String, String> annotations = new TreeMap<>();
    for (ContainerDefinition container : definition.containerDefinitions()) {
      List<Ulimit> ulimits = Absent.asEmpty(container.ulimits());
      if (!ulimits.isEmpty()) {
        annotations.put(
            CONTAINER + ObjectNames.container(container.name()),
            String.join("\n", ulimits.stream().map(Ulimits::text).toList()));
      }
    }
    return annotations;
  }

  /** An item of a list in YAML. Docker's -1 is no limit, the highest number there is. */
  private static String text(Ulimit ulimit) {
    return "- {type: RLIMIT_%s, soft: %s, hard: %s}"
        .formatted(
            ulimit.name().toString().toUpperCase(Locale.ROOT),
            Long.toUnsignedString(ulimit.softLimit()),
            Long.toUnsignedString(ulimit.hardLimit()));
  }
}
