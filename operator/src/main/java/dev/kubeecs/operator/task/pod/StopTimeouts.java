package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.Absent;
import java.util.List;

/** How long containers have between SIGTERM and SIGKILL. Source: stopTimeout of the API. */
public final class StopTimeouts {

  private static final int DEFAULT_SECONDS = 30;

  private StopTimeouts() {}

  /** In seconds. A Pod has one for all its containers: nobody gets less than it asks for. */
  public static long longest(List<ContainerDefinition> containers) {
    return containers.stream()
        .mapToLong(container -> Absent.or(container.stopTimeout(), DEFAULT_SECONDS))
        .max()
        .orElse(DEFAULT_SECONDS);
  }
}
