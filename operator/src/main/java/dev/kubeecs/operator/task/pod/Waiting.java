package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerCondition;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.Container;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The containers that cannot start with the Pod, since what they depend on takes time: an end, a
 * health check, or the start of another that waits.
 */
final class Waiting {

  private Waiting() {}

  /**
   * Their names in the Pod.
   *
   * @param ordered each after those that it depends on
   */
  static Set<String> names(List<ContainerDefinition> ordered) {
    Set<String> waiting = new HashSet<>();
    for (ContainerDefinition container : ordered) {
      boolean waits =
          Absent.asEmpty(container.dependsOn()).stream()
              .anyMatch(
                  dependency ->
                      dependency.condition() != ContainerCondition.START
                          || waiting.contains(ObjectNames.container(dependency.containerName())));
      if (waits) {
        waiting.add(ObjectNames.container(container.name()));
      }
    }
    return waiting;
  }

  /** The container as it waits. How its image is pulled would otherwise follow the wrong name. */
  static Container held(Container container) {
    return container
        .edit()
        .withImagePullPolicy(isAlwaysPulled(container.getImage()) ? "Always" : "IfNotPresent")
        .withImage(HeldImage.WAITING.image())
        .build();
  }

  /** What Kubernetes does where nothing is said: a moving tag is asked for each time. */
  private static boolean isAlwaysPulled(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    return !last.contains("@") && (!last.contains(":") || last.endsWith(":latest"));
  }
}
