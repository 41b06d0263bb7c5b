package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LogConfiguration;
import dev.kubeecs.api.ecs.LogDriver;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.api.ecs.VersionConsistency;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What ECS knows of task definitions and kube-ecs cannot honour (yet). Nothing of it is dropped: it
 * is refused. Delete a line here once the Pod honours the member.
 */
public final class Unsupported {

  private final List<String> fields = new ArrayList<>();

  private Unsupported() {}

  /**
   * Paths of the members that cannot be honoured, such as {@code containerDefinitions[0].secrets}.
   */
  public static List<String> fields(TaskDefinitionSpec definition) {
    Unsupported unsupported = new Unsupported();
    unsupported.task(definition);
    for (int i = 0; i < containers(definition).size(); i++) {
      unsupported.container(containers(definition).get(i), i);
    }
    return List.copyOf(unsupported.fields);
  }

  /** Paths of the members of overrides (null is none) that cannot be honoured. */
  public static List<String> fields(TaskOverride overrides) {
    Unsupported unsupported = new Unsupported();
    if (overrides != null) {
      unsupported.given(
          overrides.inferenceAcceleratorOverrides(), "overrides.inferenceAcceleratorOverrides");
      unsupported.fields.addAll(UnsupportedIsolation.of(overrides));
    }
    return List.copyOf(unsupported.fields);
  }

  private void task(TaskDefinitionSpec definition) {
    given(definition.trustedExecutionConfiguration(), "trustedExecutionConfiguration");
    when(Absent.or(definition.enableFaultInjection(), false), "enableFaultInjection");
    fields.addAll(UnsupportedVolumes.of(definition));
    fields.addAll(UnsupportedIsolation.of(definition));
  }

  private void container(ContainerDefinition container, int i) {
    given(container.firelensConfiguration(), path(i, "firelensConfiguration"));
    when(
        container.versionConsistency() == VersionConsistency.ENABLED,
        path(i, "versionConsistency"));
    logs(container.logConfiguration(), path(i, "logConfiguration"));
  }

  private void logs(LogConfiguration logs, String path) {
    if (logs != null) {
      when(
          logs.logDriver() != LogDriver.AWSLOGS && logs.logDriver() != LogDriver.JSON_FILE,
          path + ".logDriver");
      // The kubelet decides how much it keeps of what stays on the Node.
      Absent.asEmpty(logs.options()).keySet().stream()
          .filter(
              option -> logs.logDriver() != LogDriver.AWSLOGS || !LogRules.OPTIONS.contains(option))
          .sorted()
          .forEach(option -> when(true, path + ".options." + option));
      given(logs.secretOptions(), path + ".secretOptions");
    }
  }

  private void given(Object member, String path) {
    when(member != null && !(member instanceof Collection<?> all && all.isEmpty()), path);
  }

  private void when(boolean unsupported, String path) {
    if (unsupported) {
      fields.add(path);
    }
  }
}
