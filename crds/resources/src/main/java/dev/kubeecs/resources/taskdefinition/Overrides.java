package dev.kubeecs.resources.taskdefinition;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerOverride;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.resources.Absent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies the overrides of a task to its definition. */
public final class Overrides {

  private Overrides() {}

  /** The definition with the overrides (null is none) in place of what they override. */
  public static TaskDefinitionSpec applied(TaskDefinitionSpec definition, TaskOverride overrides) {
    if (overrides == null) {
      return definition;
    }
    Map<String, ContainerOverride> byName = new LinkedHashMap<>();
    Absent.asEmpty(overrides.containerOverrides()).forEach(o -> byName.put(o.name(), o));
    List<ContainerDefinition> containers = new ArrayList<>();
    for (ContainerDefinition container : definition.containerDefinitions()) {
      ContainerOverride override = byName.get(container.name());
      containers.add(override == null ? container : applied(container, override));
    }
    return definition
        .withContainerDefinitions(containers)
        .withCpu(Absent.or(overrides.cpu(), definition.cpu()))
        .withMemory(Absent.or(overrides.memory(), definition.memory()))
        .withTaskRoleArn(Absent.or(overrides.taskRoleArn(), definition.taskRoleArn()))
        .withExecutionRoleArn(
            Absent.or(overrides.executionRoleArn(), definition.executionRoleArn()))
        .withEphemeralStorage(
            Absent.or(overrides.ephemeralStorage(), definition.ephemeralStorage()));
  }

  private static ContainerDefinition applied(
      ContainerDefinition container, ContainerOverride override) {
    return container.toBuilder()
        .command(Absent.or(override.command(), container.command()))
        .environment(environment(container.environment(), override.environment()))
        .environmentFiles(Absent.or(override.environmentFiles(), container.environmentFiles()))
        .cpu(Absent.or(override.cpu(), container.cpu()))
        .memory(Absent.or(override.memory(), container.memory()))
        .memoryReservation(Absent.or(override.memoryReservation(), container.memoryReservation()))
        .resourceRequirements(
            Absent.or(override.resourceRequirements(), container.resourceRequirements()))
        .build();
  }

  /** Variables of the definition keep their place; the override adds and replaces by name. */
  private static List<KeyValuePair> environment(
      List<KeyValuePair> defined, List<KeyValuePair> overriding) {
    Map<String, KeyValuePair> variables = new LinkedHashMap<>();
    Absent.asEmpty(defined).forEach(variable -> variables.put(variable.name(), variable));
    Absent.asEmpty(overriding).forEach(variable -> variables.put(variable.name(), variable));
    return List.copyOf(variables.values());
  }
}
