package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LinuxParameters;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PidMode;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import java.util.List;
import java.util.OptionalInt;

/** What a task definition must keep to run on Fargate. Source: ECS developer guide. */
final class FargateRules {

  private static final int LONGEST_TIMEOUT_SECONDS = 120;

  private FargateRules() {}

  static boolean kept(TaskDefinitionSpec definition) {
    Violations violations = new Violations();
    check(definition, violations);
    return violations.all().isEmpty();
  }

  static void check(TaskDefinitionSpec definition, Violations violations) {
    violations.unless(
        definition.networkMode() == NetworkMode.AWSVPC,
        "networkMode",
        "Fargate only supports network mode ‘awsvpc’.");
    size(definition, violations);
    violations.unless(
        definition.ipcMode() == null, "ipcMode", "ipcMode is not supported on Fargate.");
    violations.unless(
        definition.pidMode() != PidMode.HOST, "pidMode", "Fargate supports the pidMode task only.");
    violations.unless(
        Absent.asEmpty(definition.placementConstraints()).isEmpty(),
        "placementConstraints",
        "Fargate does not support placement constraints.");
    for (int i = 0; i < Absent.asEmpty(definition.volumes()).size(); i++) {
      var volume = definition.volumes().get(i);
      violations.unless(
          volume.host() == null || volume.host().sourcePath() == null,
          "volumes[" + i + "].host.sourcePath",
          "host.sourcePath should not be set for volumes in Fargate");
      violations.unless(
          volume.dockerVolumeConfiguration() == null,
          "volumes[" + i + "].dockerVolumeConfiguration",
          "Fargate does not support Docker volumes.");
    }
    List<ContainerDefinition> containers = containers(definition);
    for (int i = 0; i < containers.size(); i++) {
      container(containers.get(i), i, violations);
    }
  }

  private static void size(TaskDefinitionSpec definition, Violations violations) {
    OptionalInt cpu = TaskSize.cpuUnits(definition.cpu());
    OptionalInt memory = TaskSize.memoryMiB(definition.memory());
    violations.unless(
        definition.cpu() != null,
        "cpu",
        "Fargate requires that 'cpu' be defined at the task level.");
    violations.unless(
        definition.memory() != null,
        "memory",
        "Fargate requires that 'memory' be defined at the task level.");
    if (cpu.isPresent() && memory.isPresent()) {
      violations.unless(
          FargateSizes.exists(cpu.getAsInt(), memory.getAsInt()),
          "cpu",
          "No Fargate configuration exists for given values: %d CPU, %d memory. "
              + "See the Amazon ECS documentation for the valid values.",
          cpu.getAsInt(),
          memory.getAsInt());
    }
  }

  private static void container(ContainerDefinition container, int i, Violations violations) {
    violations.unless(
        !Absent.or(container.privileged(), false),
        path(i, "privileged"),
        "Fargate does not support privileged containers.");
    violations.unless(
        Absent.asEmpty(container.dockerSecurityOptions()).isEmpty(),
        path(i, "dockerSecurityOptions"),
        "dockerSecurityOptions are not supported on Fargate.");
    violations.range(container.stopTimeout(), 0, LONGEST_TIMEOUT_SECONDS, path(i, "stopTimeout"));
    violations.range(container.startTimeout(), 2, LONGEST_TIMEOUT_SECONDS, path(i, "startTimeout"));
    LinuxParameters linux = container.linuxParameters();
    if (linux == null) {
      return;
    }
    violations.unless(
        Absent.asEmpty(linux.devices()).isEmpty(),
        path(i, "linuxParameters.devices"),
        "devices are not supported on Fargate.");
    violations.unless(
        Absent.asEmpty(linux.tmpfs()).isEmpty(),
        path(i, "linuxParameters.tmpfs"),
        "tmpfs is not supported on Fargate.");
    violations.unless(
        linux.sharedMemorySize() == null,
        path(i, "linuxParameters.sharedMemorySize"),
        "sharedMemorySize is not supported on Fargate.");
    violations.unless(
        linux.capabilities() == null
            || Absent.asEmpty(linux.capabilities().add()).stream()
                .allMatch(added -> added.equals("SYS_PTRACE")),
        path(i, "linuxParameters.capabilities.add"),
        "Fargate supports adding the SYS_PTRACE capability only.");
  }
}
