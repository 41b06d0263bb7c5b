package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.List;

/** The containers of a Pod. */
final class Containers {

  private Containers() {}

  static List<Container> of(PodRequest request) {
    return request.revision().taskDefinition().containerDefinitions().stream()
        .map(Containers::container)
        .toList();
  }

  private static Container container(ContainerDefinition definition) {
    return new ContainerBuilder()
        .withName(definition.name())
        .withImage(definition.image())
        .withRestartPolicy("Never")
        .build();
  }
}
