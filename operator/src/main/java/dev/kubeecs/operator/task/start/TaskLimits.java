package dev.kubeecs.operator.task.start;

import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.task.EcsTaskSpec;
import java.util.ArrayList;
import java.util.List;

/** What ECS knows of tasks and kube-ecs cannot honour (yet). Delete a line once it can. */
final class TaskLimits {

  private TaskLimits() {}

  static List<String> unsupported(EcsTaskSpec task) {
    List<String> fields = new ArrayList<>();
    when(!Absent.asEmpty(task.volumeConfigurations()).isEmpty(), "volumeConfigurations", fields);
    when(Absent.or(task.enableExecuteCommand(), false), "enableExecuteCommand", fields);
    return fields;
  }

  private static void when(boolean unsupported, String field, List<String> fields) {
    if (unsupported) {
      fields.add(field);
    }
  }
}
