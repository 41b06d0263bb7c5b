package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;
import static java.util.stream.Collectors.joining;

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
   * Paths of the members that cannot be honoured, such as {@code containerDefinitions[0].user},
   * each with what to do instead in brackets.
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
          overrides.inferenceAcceleratorOverrides(),
          "overrides.inferenceAcceleratorOverrides",
          "AWS has ended Elastic Inference: use resourceRequirements of the type GPU");
      unsupported.fields.addAll(UnsupportedIsolation.of(overrides));
    }
    return List.copyOf(unsupported.fields);
  }

  private void task(TaskDefinitionSpec definition) {
    given(
        definition.trustedExecutionConfiguration(),
        "trustedExecutionConfiguration",
        "nothing attests what a Node runs: leave it out");
    when(
        Absent.or(definition.enableFaultInjection(), false),
        "enableFaultInjection",
        "there is no endpoint for it: inject faults into Pods with a tool of Kubernetes");
    fields.addAll(UnsupportedVolumes.of(definition));
    fields.addAll(UnsupportedIsolation.of(definition));
  }

  private void container(ContainerDefinition container, int i) {
    given(
        container.firelensConfiguration(),
        path(i, "firelensConfiguration"),
        "nobody configures a log router: run one as an agent on the Nodes");
    when(
        container.versionConsistency() == VersionConsistency.ENABLED,
        path(i, "versionConsistency"),
        "each Node asks the registry what a tag is: name the image by its digest");
    logs(container.logConfiguration(), path(i, "logConfiguration"));
  }

  private void logs(LogConfiguration logs, String path) {
    if (logs != null) {
      when(
          logs.logDriver() != LogDriver.AWSLOGS && logs.logDriver() != LogDriver.JSON_FILE,
          path + ".logDriver",
          "what containers write stays on the Node, or goes to awslogs: use json-file, and an"
              + " agent on the Nodes that sends it on");
      Absent.asEmpty(logs.options()).keySet().stream()
          .filter(
              option -> logs.logDriver() != LogDriver.AWSLOGS || !LogRules.OPTIONS.contains(option))
          .sorted()
          .forEach(option -> when(true, path + ".options." + option, insteadOf(logs)));
      given(logs.secretOptions(), path + ".secretOptions", "awslogs takes none");
    }
  }

  private static String insteadOf(LogConfiguration logs) {
    return logs.logDriver() == LogDriver.JSON_FILE
        ? "the kubelet decides how much it keeps: containerLogMaxSize, containerLogMaxFiles"
        : "awslogs knows " + LogRules.OPTIONS.stream().sorted().collect(joining(", "));
  }

  private void given(Object member, String path, String instead) {
    when(member != null && !(member instanceof Collection<?> all && all.isEmpty()), path, instead);
  }

  private void when(boolean unsupported, String path, String instead) {
    if (unsupported) {
      fields.add(path + " (" + instead + ")");
    }
  }
}
