package dev.kubeecs.operator.task.start;

import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.task.EcsTaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What ECS knows of tasks and kube-ecs cannot honour (yet). Delete a line once it can. */
final class TaskLimits {

  private static final Set<String> CAPACITY_PROVIDERS = Set.of("FARGATE", "FARGATE_SPOT");

  private TaskLimits() {}

  static List<String> unsupported(EcsTaskSpec task) {
    List<String> fields = new ArrayList<>();
    when(!Absent.asEmpty(task.placementConstraints()).isEmpty(), "placementConstraints", fields);
    when(!Absent.asEmpty(task.placementStrategy()).isEmpty(), "placementStrategy", fields);
    when(!Absent.asEmpty(task.volumeConfigurations()).isEmpty(), "volumeConfigurations", fields);
    when(Absent.or(task.enableExecuteCommand(), false), "enableExecuteCommand", fields);
    when(
        Absent.asEmpty(task.capacityProviderStrategy()).stream()
            .anyMatch(item -> !CAPACITY_PROVIDERS.contains(item.capacityProvider())),
        "capacityProviderStrategy",
        fields);
    return fields;
  }

  private static void when(boolean unsupported, String field, List<String> fields) {
    if (unsupported) {
      fields.add(field);
    }
  }
}
