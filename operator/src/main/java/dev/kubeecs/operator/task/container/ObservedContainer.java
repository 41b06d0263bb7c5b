package dev.kubeecs.operator.task.container;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/**
 * A container of a task: what was defined and what is.
 *
 * @param definition with the overrides of the task
 * @param status as the kubelet reports it; null before the first report
 */
public record ObservedContainer(ContainerDefinition definition, ContainerStatus status) {

  /** The containers of a Pod, in the order of the definition. The Pod may be null. */
  public static List<ObservedContainer> of(TaskDefinitionSpec definition, Pod pod) {
    List<ContainerStatus> statuses =
        pod == null || pod.getStatus() == null
            ? List.of()
            : Absent.asEmpty(pod.getStatus().getContainerStatuses());
    return definition.containerDefinitions().stream()
        .map(container -> new ObservedContainer(container, statusOf(container, statuses)))
        .toList();
  }

  private static ContainerStatus statusOf(
      ContainerDefinition container, List<ContainerStatus> statuses) {
    String name = ObjectNames.container(container.name());
    return statuses.stream()
        .filter(status -> status.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Where the container is. */
  public ContainerState state() {
    return ContainerStates.of(status);
  }

  /** Whether the end of the container is the end of the task. */
  public boolean essential() {
    return Absent.or(definition.essential(), true);
  }

  /** Whether the kubelet has the container running, whatever it was before. */
  public boolean isUp() {
    return status != null && status.getState() != null && status.getState().getRunning() != null;
  }

  /** Whether the kubelet neither runs the container nor will start it (again) by itself. */
  public boolean isDown() {
    return status != null && status.getState() != null && status.getState().getTerminated() != null;
  }
}
