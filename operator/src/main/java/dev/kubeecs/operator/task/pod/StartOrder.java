package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerDependency;
import dev.kubeecs.resources.Absent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The order in which containers start. The kubelet starts those of a Pod one after the other, in
 * the order of the list, which is all that a dependency on START asks for.
 */
public final class StartOrder {

  private StartOrder() {}

  /** Those that others depend on come first; otherwise the order stays. */
  public static List<ContainerDefinition> of(List<ContainerDefinition> containers) {
    Map<String, ContainerDefinition> byName = new LinkedHashMap<>();
    containers.forEach(container -> byName.put(container.name(), container));
    SequencedMap<String, ContainerDefinition> ordered = new LinkedHashMap<>();
    containers.forEach(container -> add(container, byName, ordered, byName.size()));
    return List.copyOf(ordered.values());
  }

  /** A depth of more than there are containers is a cycle, which registration refuses. */
  private static void add(
      ContainerDefinition container,
      Map<String, ContainerDefinition> byName,
      SequencedMap<String, ContainerDefinition> ordered,
      int depth) {
    if (container == null || depth < 0 || ordered.containsKey(container.name())) {
      return;
    }
    for (ContainerDependency dependency : Absent.asEmpty(container.dependsOn())) {
      add(byName.get(dependency.containerName()), byName, ordered, depth - 1);
    }
    ordered.putIfAbsent(container.name(), container);
  }
}
