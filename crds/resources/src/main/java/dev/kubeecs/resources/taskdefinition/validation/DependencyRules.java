package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerCondition;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerDependency;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code dependsOn}: of whom, on what condition, and never in a circle. */
final class DependencyRules {

  private DependencyRules() {}

  static void check(TaskDefinitionSpec definition, Violations violations) {
    Map<String, ContainerDefinition> byName = new LinkedHashMap<>();
    List<ContainerDefinition> containers = containers(definition);
    containers.forEach(container -> byName.put(container.name(), container));
    boolean known = true;
    for (int i = 0; i < containers.size(); i++) {
      List<ContainerDependency> dependencies = Absent.asEmpty(containers.get(i).dependsOn());
      for (int d = 0; d < dependencies.size(); d++) {
        String field = path(i, "dependsOn[" + d + "]");
        ContainerDefinition dependency = byName.get(dependencies.get(d).containerName());
        if (dependency == null) {
          known = false;
          violations.add(
              field + ".containerName",
              "Container '%s' depends on container '%s', which is not in the task definition.",
              containers.get(i).name(),
              dependencies.get(d).containerName());
        } else {
          condition(dependencies.get(d).condition(), dependency, field, violations);
        }
      }
    }
    if (known) {
      circle(containers, byName, violations);
    }
  }

  private static void condition(
      ContainerCondition condition,
      ContainerDefinition dependency,
      String field,
      Violations violations) {
    violations.unless(
        condition != null, field + ".condition", "Container dependency condition is required.");
    violations.unless(
        condition != ContainerCondition.HEALTHY || dependency.healthCheck() != null,
        field + ".condition",
        "Container '%s' must have a health check for the condition HEALTHY.",
        dependency.name());
    boolean mustEnd =
        condition == ContainerCondition.COMPLETE || condition == ContainerCondition.SUCCESS;
    violations.unless(
        !mustEnd || !Absent.or(dependency.essential(), true),
        field + ".condition",
        "Container '%s' is essential, so nothing can wait for its end with the condition %s.",
        dependency.name(),
        condition);
  }

  private static void circle(
      List<ContainerDefinition> containers,
      Map<String, ContainerDefinition> byName,
      Violations violations) {
    Set<String> sound = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      if (!isSound(containers.get(i), byName, sound, new HashSet<>())) {
        violations.add(
            path(i, "dependsOn"),
            "Container dependencies form a cycle through container '%s'.",
            containers.get(i).name());
        return;
      }
    }
  }

  private static boolean isSound(
      ContainerDefinition container,
      Map<String, ContainerDefinition> byName,
      Set<String> sound,
      Set<String> onTheWay) {
    if (sound.contains(container.name())) {
      return true;
    }
    if (!onTheWay.add(container.name())) {
      return false;
    }
    for (ContainerDependency dependency : Absent.asEmpty(container.dependsOn())) {
      if (!isSound(byName.get(dependency.containerName()), byName, sound, onTheWay)) {
        return false;
      }
    }
    onTheWay.remove(container.name());
    sound.add(container.name());
    return true;
  }
}
