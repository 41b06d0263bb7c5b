package dev.kubeecs.operator.task.container;

import static java.util.stream.Collectors.toMap;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.operator.task.pod.HeldImage;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;

/**
 * A container of a task: what was defined and what is.
 *
 * @param definition with the overrides of the task
 * @param status as the kubelet reports it; null before the first report
 * @param image what the Pod tells the kubelet to run; null without a Pod
 * @param state where it is
 */
public record ObservedContainer(
    ContainerDefinition definition, ContainerStatus status, String image, ContainerState state) {

  /** The containers of a Pod, in the order of the definition. The Pod may be null. */
  public static List<ObservedContainer> of(TaskDefinitionSpec definition, Pod pod) {
    List<ContainerStatus> statuses =
        pod == null || pod.getStatus() == null
            ? List.of()
            : Absent.asEmpty(pod.getStatus().getContainerStatuses());
    Map<String, String> images =
        pod == null
            ? Map.of()
            : pod.getSpec().getContainers().stream()
                .filter(container -> container.getImage() != null)
                .collect(
                    toMap(container -> container.getName(), container -> container.getImage()));
    return definition.containerDefinitions().stream()
        .map(container -> of(container, statuses, images))
        .toList();
  }

  private static ObservedContainer of(
      ContainerDefinition container, List<ContainerStatus> statuses, Map<String, String> images) {
    String name = ObjectNames.container(container.name());
    ContainerStatus status =
        statuses.stream().filter(s -> s.getName().equals(name)).findFirst().orElse(null);
    return new ObservedContainer(
        container,
        status,
        images.get(name),
        ResourceInitialization.named(ContainerStates.of(status), container));
  }

  /** The same container, of which more is known than the kubelet tells. */
  public ObservedContainer withState(ContainerState known) {
    return new ObservedContainer(definition, status, image, known);
  }

  /** Its name in the Pod. */
  public String nameInPod() {
    return ObjectNames.container(definition.name());
  }

  /** Whether the end of the container is the end of the task. */
  public boolean essential() {
    return Absent.or(definition.essential(), true);
  }

  /** Whether it has not been let start yet. */
  public boolean waits() {
    return HeldImage.WAITING.image().equals(image);
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
