package dev.kubeecs.resources.taskdefinition.validation;

import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The capabilities that a container instance must have to run a task definition: {@code
 * requiresAttributes} of its description. Source: attributes that the ECS agent registers.
 */
public final class RequiredAttributes {

  private static final String AGENT = "ecs.capability.";
  private static final String DOCKER = "com.amazonaws.ecs.capability.";

  private RequiredAttributes() {}

  /** The attributes, sorted by name. */
  public static List<Attribute> of(TaskDefinitionSpec definition) {
    Set<String> names = new TreeSet<>();
    names.add(DOCKER + "docker-remote-api.1.18");
    when(definition.networkMode() == NetworkMode.AWSVPC, names, AGENT + "task-eni");
    when(definition.taskRoleArn() != null, names, DOCKER + "task-iam-role");
    when(
        definition.cpu() != null || definition.memory() != null,
        names,
        AGENT + "task-cpu-mem-limit");
    when(
        definition.pidMode() != null || definition.ipcMode() != null,
        names,
        AGENT + "pid-ipc-namespace-sharing");
    TaskDefinitionValidation.containers(definition)
        .forEach(container -> container(container, definition, names));
    return names.stream().map(name -> Attribute.builder().name(name).build()).toList();
  }

  private static void container(
      ContainerDefinition container, TaskDefinitionSpec definition, Set<String> names) {
    if (container.logConfiguration() != null) {
      String driver = String.valueOf(container.logConfiguration().logDriver());
      names.add(DOCKER + "logging-driver." + driver);
      when(
          driver.equals("awslogs") && definition.executionRoleArn() != null,
          names,
          AGENT + "execution-role-awslogs");
    }
    when(container.healthCheck() != null, names, AGENT + "container-health-check");
    when(!Absent.asEmpty(container.dependsOn()).isEmpty(), names, AGENT + "container-ordering");
    when(Absent.or(container.privileged(), false), names, DOCKER + "privileged-container");
    when(container.memoryReservation() != null, names, DOCKER + "docker-remote-api.1.21");
  }

  private static void when(boolean needed, Set<String> names, String name) {
    if (needed) {
      names.add(name);
    }
  }
}
