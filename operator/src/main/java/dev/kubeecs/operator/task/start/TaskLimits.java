package dev.kubeecs.operator.task.start;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.operator.task.pod.Restarts;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.ArrayList;
import java.util.List;

/** What ECS knows of tasks and kube-ecs cannot honour (yet). Delete a line once it can. */
final class TaskLimits {

  private TaskLimits() {}

  static List<String> unsupported(EcsTaskSpec task) {
    List<String> fields = new ArrayList<>();
    when(!Absent.asEmpty(task.volumeConfigurations()).isEmpty(), "volumeConfigurations", fields);
    return fields;
  }

  /** A Pod that nobody starts again cannot have a container that is, before Kubernetes 1.35. */
  static List<String> unsupported(TaskDefinitionSpec definition, PodSettings settings) {
    List<String> fields = new ArrayList<>();
    List<ContainerDefinition> containers = definition.containerDefinitions();
    for (int i = 0; i < containers.size(); i++) {
      when(
          Restarts.isOn(containers.get(i)) && !settings.containersMayStayDown(),
          "containerDefinitions[" + i + "].restartPolicy (before Kubernetes 1.35)",
          fields);
    }
    return fields;
  }

  private static void when(boolean unsupported, String field, List<String> fields) {
    if (unsupported) {
      fields.add(field);
    }
  }
}
