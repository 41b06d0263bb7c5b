package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import java.util.List;
import java.util.OptionalInt;

/** CPU and memory of the containers, and of the task around them. */
final class SizeRules {

  /** Docker starts no container with less. Source: ContainerDefinition of the API. */
  private static final int LEAST_MEMORY_MIB = 4;

  private SizeRules() {}

  /** Outside Fargate each container needs a limit or a reservation, unless the task has a limit. */
  static void checkMemoryIsGiven(TaskDefinitionSpec definition, Violations violations) {
    if (definition.memory() != null) {
      return;
    }
    List<ContainerDefinition> containers = containers(definition);
    for (int i = 0; i < containers.size(); i++) {
      ContainerDefinition container = containers.get(i);
      violations.unless(
          container.memory() != null || container.memoryReservation() != null,
          path(i, "memory"),
          "Invalid setting for container '%s'. At least one of 'memory' or 'memoryReservation' "
              + "must be specified.",
          container.name());
    }
  }

  static void check(TaskDefinitionSpec definition, Violations violations) {
    OptionalInt taskCpu = TaskSize.cpuUnits(definition.cpu());
    OptionalInt taskMemory = TaskSize.memoryMiB(definition.memory());
    violations.unless(
        definition.cpu() == null || taskCpu.orElse(0) > 0,
        "cpu",
        "Invalid 'cpu' setting for task. '%s' is neither a number of CPU units nor of vCPU.",
        definition.cpu());
    violations.unless(
        definition.memory() == null || taskMemory.orElse(0) > 0,
        "memory",
        "Invalid 'memory' setting for task. '%s' is neither a number of MiB nor of GB.",
        definition.memory());
    List<ContainerDefinition> containers = containers(definition);
    for (int i = 0; i < containers.size(); i++) {
      container(containers.get(i), i, taskMemory, violations);
    }
    int sum = containers.stream().mapToInt(c -> Absent.or(c.cpu(), 0)).sum();
    violations.unless(
        taskCpu.isEmpty() || sum <= taskCpu.getAsInt(),
        "cpu",
        "Invalid 'cpu' setting for task. The containers ask for %d CPU units in sum, the task has "
            + "%s.",
        sum,
        definition.cpu());
  }

  private static void container(
      ContainerDefinition container, int i, OptionalInt taskMemory, Violations violations) {
    violations.unless(
        container.cpu() == null || container.cpu() >= 0,
        path(i, "cpu"),
        "Invalid 'cpu' setting for container '%s'. It must not be negative.",
        container.name());
    memory(container.memory(), "memory", container, i, taskMemory, violations);
    memory(
        container.memoryReservation(), "memoryReservation", container, i, taskMemory, violations);
    violations.unless(
        container.memory() == null
            || container.memoryReservation() == null
            || container.memory() >= container.memoryReservation(),
        path(i, "memoryReservation"),
        "Invalid setting for container '%s'. 'memory' must be greater than 'memoryReservation'.",
        container.name());
  }

  private static void memory(
      Integer memory,
      String member,
      ContainerDefinition container,
      int i,
      OptionalInt taskMemory,
      Violations violations) {
    violations.unless(
        memory == null || memory >= LEAST_MEMORY_MIB,
        path(i, member),
        "Invalid '%s' setting for container '%s'. It must be %d MiB or more.",
        member,
        container.name(),
        LEAST_MEMORY_MIB);
    violations.unless(
        memory == null || taskMemory.isEmpty() || memory <= taskMemory.getAsInt(),
        path(i, member),
        "Invalid '%s' setting for container '%s'. It must not be more than the memory of the task.",
        member,
        container.name());
  }
}
