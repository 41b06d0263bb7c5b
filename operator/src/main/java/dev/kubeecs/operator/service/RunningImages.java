package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerImage;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which images the containers of a service revision really run. */
final class RunningImages {

  private RunningImages() {}

  /** The images of the first task of which all digests are known; none if there is no such task. */
  static List<ContainerImage> of(Collection<EcsTask> tasks) {
    return tasks.stream()
        .map(task -> Optional.ofNullable(task.getStatus()).map(EcsTaskStatus::containers))
        .map(containers -> asEmpty(containers.orElse(null)))
        .filter(containers -> !containers.isEmpty())
        .filter(containers -> containers.stream().allMatch(c -> c.imageDigest() != null))
        .findFirst()
        .map(RunningImages::images)
        .orElse(List.of());
  }

  private static List<ContainerImage> images(List<Container> containers) {
    return containers.stream()
        .sorted(Comparator.comparing(Container::name))
        .map(
            container ->
                ContainerImage.builder()
                    .containerName(container.name())
                    .image(container.image())
                    .imageDigest(container.imageDigest())
                    .build())
        .toList();
  }
}
