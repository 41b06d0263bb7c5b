package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.HealthCheck;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names, images, what is essential, health checks. */
final class ContainerRules {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");

  /** Whether the command is run as it is or by a shell. Source: HealthCheck of the API. */
  private static final Set<String> HEALTH_COMMANDS = Set.of("CMD", "CMD-SHELL", "NONE");

  private ContainerRules() {}

  static void check(TaskDefinitionSpec definition, Violations violations) {
    List<ContainerDefinition> containers = containers(definition);
    violations.unless(
        !containers.isEmpty(), "containerDefinitions", "Container list cannot be empty.");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      ContainerDefinition container = containers.get(i);
      name(container, i, names, violations);
      violations.unless(
          container.image() != null && !container.image().isBlank(),
          path(i, "image"),
          "Container.image should not be null or empty.");
      environment(container, i, violations);
      healthCheck(container.healthCheck(), path(i, "healthCheck"), violations);
    }
    violations.unless(
        containers.isEmpty() || containers.stream().anyMatch(c -> Absent.or(c.essential(), true)),
        "containerDefinitions",
        "At least one container in a task definition must be essential.");
  }

  private static void name(
      ContainerDefinition container, int i, Set<String> names, Violations violations) {
    String name = container.name();
    if (name == null || name.isEmpty()) {
      violations.add(path(i, "name"), "Container.name should not be null or empty.");
    } else if (!NAME.matcher(name).matches()) {
      violations.add(path(i, "name"), "Container.name contains invalid characters.");
    } else {
      violations.unless(
          names.add(name),
          path(i, "name"),
          "Duplicate container name '%s'. Container names must be unique in a task definition.",
          name);
    }
  }

  private static void environment(ContainerDefinition container, int i, Violations violations) {
    List<KeyValuePair> variables = Absent.asEmpty(container.environment());
    for (int v = 0; v < variables.size(); v++) {
      String name = variables.get(v).name();
      violations.unless(
          name != null && !name.isEmpty(),
          path(i, "environment[" + v + "].name"),
          "The name of an environment variable should not be null or empty.");
    }
  }

  private static void healthCheck(HealthCheck check, String field, Violations violations) {
    if (check == null) {
      return;
    }
    List<String> command = Absent.asEmpty(check.command());
    violations.unless(
        !command.isEmpty()
            && HEALTH_COMMANDS.contains(command.get(0))
            && (command.get(0).equals("NONE") || command.size() > 1),
        field + ".command",
        "The health check command must begin with CMD or CMD-SHELL, followed by what to run.");
    violations.range(check.interval(), 5, 300, field + ".interval");
    violations.range(check.timeout(), 2, 60, field + ".timeout");
    violations.range(check.retries(), 1, 10, field + ".retries");
    violations.range(check.startPeriod(), 0, 300, field + ".startPeriod");
  }
}
