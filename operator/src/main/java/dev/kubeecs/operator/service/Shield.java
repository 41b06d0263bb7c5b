package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.service.Action.ShieldPod;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.Stream;

/** How a Pod tells Kubernetes that others shall be taken away before it. */
final class Shield {

  /** The annotation that a ReplicaSet looks at. Source: Kubernetes, Pod deletion cost. */
  static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  /** The highest that Kubernetes takes. */
  static final String HIGHEST = String.valueOf(Integer.MAX_VALUE);

  /** Less than that of all Pods that say nothing, which is 0. */
  static final String LOWEST = "-1";

  private Shield() {}

  /** Whether a Pod is shielded. */
  static boolean isOn(Pod pod) {
    return HIGHEST.equals(asEmpty(pod.getMetadata().getAnnotations()).get(DELETION_COST));
  }

  /** Whether a Pod is to be taken away first. */
  static boolean isAgainst(Pod pod) {
    return LOWEST.equals(asEmpty(pod.getMetadata().getAnnotations()).get(DELETION_COST));
  }

  /** What to write so that the shielded Pods are those of the protected tasks. */
  static List<ShieldPod> changes(Stream<ServiceTask> tasks) {
    return tasks
        .filter(task -> task.isProtected() != task.shielded())
        .map(task -> new ShieldPod(task.podName(), task.isProtected()))
        .toList();
  }
}
