package dev.kubeecs.operator.task.start;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.operator.task.pod.Restarts;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.ArrayList;
import java.util.List;

/** What ECS knows of tasks and the cluster cannot honour. */
final class TaskLimits {

  private TaskLimits() {}

  /** A Pod that nobody starts again cannot have a container that is, before Kubernetes 1.35. */
  static List<String> unsupported(TaskDefinitionSpec definition, PodSettings settings) {
    List<String> fields = new ArrayList<>();
    List<ContainerDefinition> containers = definition.containerDefinitions();
    for (int i = 0; i < containers.size(); i++) {
      if (Restarts.isOn(containers.get(i)) && !settings.containersMayStayDown()) {
        fields.add("containerDefinitions[" + i + "].restartPolicy (before Kubernetes 1.35)");
      }
    }
    return fields;
  }
}
