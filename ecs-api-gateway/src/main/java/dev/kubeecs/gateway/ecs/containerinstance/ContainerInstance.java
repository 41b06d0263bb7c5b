package dev.kubeecs.gateway.ecs.containerinstance;

import dev.kubeecs.api.ecs.ContainerInstanceStatus;
import dev.kubeecs.resources.containerinstance.Instance;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Optional;

/**
 * A Node with the tasks of one cluster on it.
 *
 * @param instance what queries ask about it
 * @param registered what it offers
 * @param remaining what all Pods leave of that
 * @param pendingTasks how many tasks are about to run
 * @param tasks those that have not stopped
 */
public record ContainerInstance(
    Node node,
    Instance instance,
    NodeResources registered,
    NodeResources remaining,
    int pendingTasks,
    List<EcsTask> tasks) {

  public ContainerInstance {
    tasks = List.copyOf(tasks);
  }

  /** Its id. */
  public String id() {
    return instance.id();
  }

  /** ACTIVE or DRAINING; empty if it was deregistered. */
  public Optional<ContainerInstanceStatus> status() {
    if (Deregistered.is(node)) {
      return Optional.empty();
    }
    return Optional.of(
        NodeInstance.isDraining(node)
            ? ContainerInstanceStatus.DRAINING
            : ContainerInstanceStatus.ACTIVE);
  }
}
