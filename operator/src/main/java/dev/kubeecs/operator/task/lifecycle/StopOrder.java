package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.ContainerDependency;
import dev.kubeecs.operator.task.container.ContainerState.Ended;
import dev.kubeecs.operator.task.container.ContainerState.Failing;
import dev.kubeecs.operator.task.container.ContainerState.Pending;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.operator.task.pod.HeldImage;
import dev.kubeecs.resources.Absent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Containers end in the reverse order of their {@code dependsOn}. Source: ECS developer guide. */
final class StopOrder {

  private StopOrder() {}

  /**
   * The containers to end before the others; of these, those that are not being ended yet. Empty if
   * the rest may end at once, which is what deleting the Pod does.
   */
  static Optional<List<ObservedContainer>> first(List<ObservedContainer> containers) {
    List<ObservedContainer> alive = containers.stream().filter(StopOrder::isAlive).toList();
    Set<String> needed =
        alive.stream()
            .flatMap(container -> Absent.asEmpty(container.definition().dependsOn()).stream())
            .map(ContainerDependency::containerName)
            .collect(Collectors.toSet());
    return alive.stream().noneMatch(container -> needed.contains(container.definition().name()))
        ? Optional.empty()
        : Optional.of(
            alive.stream()
                .filter(container -> !needed.contains(container.definition().name()))
                .filter(container -> !HeldImage.isOne(container.image()))
                .toList());
  }

  /** Whether it runs, or the kubelet may start it at any moment. */
  private static boolean isAlive(ObservedContainer container) {
    return switch (container.state()) {
      case Running running -> true;
      case Pending pending -> !HeldImage.isOne(container.image());
      case Failing failing -> !HeldImage.isOne(container.image());
      case Ended ended -> container.isUp();
    };
  }
}
