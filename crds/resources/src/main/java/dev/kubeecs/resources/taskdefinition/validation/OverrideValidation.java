package dev.kubeecs.resources.taskdefinition.validation;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerOverride;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether RunTask and StartTask would take the overrides of a task. */
public final class OverrideValidation {

  private OverrideValidation() {}

  /**
   * Every rule that is broken.
   *
   * @param overrides may be null
   * @param launchType null means EC2
   */
  public static List<Violation> violations(
      TaskDefinitionSpec definition, TaskOverride overrides, LaunchType launchType) {
    Violations violations = new Violations();
    if (overrides != null) {
      containers(definition, overrides, violations);
      size(definition, overrides, launchType, violations);
    }
    return violations.all();
  }

  private static void containers(
      TaskDefinitionSpec definition, TaskOverride overrides, Violations violations) {
    Set<String> names =
        TaskDefinitionValidation.containers(definition).stream()
            .map(ContainerDefinition::name)
            .collect(Collectors.toSet());
    List<ContainerOverride> containers = Absent.asEmpty(overrides.containerOverrides());
    for (int i = 0; i < containers.size(); i++) {
      String name = containers.get(i).name();
      violations.unless(
          name != null && names.contains(name),
          "overrides.containerOverrides[" + i + "].name",
          "Override for container named %s is not a container in the TaskDefinition.",
          name);
      SecretRules.files(
          containers.get(i).environmentFiles(),
          "overrides.containerOverrides[" + i + "].environmentFiles",
          violations);
    }
  }

  private static void size(
      TaskDefinitionSpec definition,
      TaskOverride overrides,
      LaunchType launchType,
      Violations violations) {
    OptionalInt cpu = TaskSize.cpuUnits(Absent.or(overrides.cpu(), definition.cpu()));
    OptionalInt memory = TaskSize.memoryMiB(Absent.or(overrides.memory(), definition.memory()));
    violations.unless(
        overrides.cpu() == null || cpu.isPresent(),
        "overrides.cpu",
        "Invalid 'cpu' setting for task. '%s' is neither a number of CPU units nor of vCPU.",
        overrides.cpu());
    violations.unless(
        overrides.memory() == null || memory.isPresent(),
        "overrides.memory",
        "Invalid 'memory' setting for task. '%s' is neither a number of MiB nor of GB.",
        overrides.memory());
    if (launchType == LaunchType.FARGATE && cpu.isPresent() && memory.isPresent()) {
      violations.unless(
          FargateSizes.exists(cpu.getAsInt(), memory.getAsInt()),
          overrides.cpu() == null ? "overrides.memory" : "overrides.cpu",
          "No Fargate configuration exists for given values: %d CPU, %d memory. "
              + "See the Amazon ECS documentation for the valid values.",
          cpu.getAsInt(),
          memory.getAsInt());
    }
  }
}
