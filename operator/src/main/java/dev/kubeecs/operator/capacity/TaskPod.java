package dev.kubeecs.operator.capacity;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;

/** What matters of a task's Pod to the capacity it runs on. */
final class TaskPod {

  private static final Set<String> OVER = Set.of("Succeeded", "Failed");

  private TaskPod() {}

  /** Whether it holds, or asks for, capacity. */
  static boolean isLive(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && (pod.getStatus() == null || !OVER.contains(pod.getStatus().getPhase()));
  }

  /** Whether it runs on every Node, and so needs none in particular. */
  static boolean isOfDaemonSet(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals("DaemonSet"));
  }
}
