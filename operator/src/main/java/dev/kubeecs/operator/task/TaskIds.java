package dev.kubeecs.operator.task;

import dev.kubeecs.operator.cache.Indexes;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** Which task a Pod is. */
public final class TaskIds {

  private TaskIds() {}

  /** The EcsTask of a Pod: by name, or by the Pod's UID for tasks of services. */
  public static ResourceID of(Pod pod) {
    return new ResourceID(Indexes.taskName(pod), pod.getMetadata().getNamespace());
  }
}
