package dev.kubeecs.operator.service.deployment;

import java.util.Collection;
import java.util.List;

/**
 * Task scale-in protection: a protected task outlives scaling in and deployments until its
 * protection ends. Source: the ECS developer guide, task scale-in protection.
 *
 * <p>Of the Pods of a ReplicaSet Kubernetes takes those away first that are not Ready, then those
 * whose deletion cost is least (source: Kubernetes, ReplicaSet, Pod deletion cost).
 */
final class ProtectedTasks {

  private ProtectedTasks() {}

  /** Replicas that must remain so that none of the protected tasks is taken away. */
  static int leastKept(Collection<ServiceTask> tasks) {
    List<ServiceTask> kept = tasks.stream().filter(ServiceTask::isProtected).toList();
    if (kept.isEmpty()) {
      return 0;
    }
    if (!kept.stream().allMatch(ServiceTask::shielded)) {
      return tasks.size();
    }
    if (kept.stream().allMatch(ServiceTask::podReady)) {
      return kept.size();
    }
    // One that is not Ready goes before any that is: only others that are not Ready go before it.
    long goBefore = tasks.stream().filter(t -> !t.isProtected() && !t.podReady()).count();
    return tasks.size() - (int) goBefore;
  }
}
