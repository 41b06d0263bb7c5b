package dev.kubeecs.operator.service.deployment;

import java.util.Collection;

/**
 * How many tasks one service revision has. Tasks that have begun to stop are not counted.
 *
 * @param deploymentId the 19 digits of the revision and its deployment
 * @param replicas how many tasks its workload was last told to keep; 0 where there is none
 * @param tasks those there are; fewer or more than {@code replicas} while Kubernetes follows
 * @param running of these, RUNNING
 * @param healthy of these, counted towards the minimum healthy percent
 * @param notReady of the tasks, those whose Pod is not Ready, which Kubernetes removes first
 * @param healthyNotReady of those, healthy ones: a container that may end has ended
 * @param leastKept replicas that must remain so that Kubernetes takes no protected task away
 */
public record RevisionCounts(
    String deploymentId,
    int replicas,
    int tasks,
    int running,
    int healthy,
    int notReady,
    int healthyNotReady,
    int leastKept) {

  /** Counts of a revision without protected tasks. */
  public RevisionCounts(
      String deploymentId,
      int replicas,
      int tasks,
      int running,
      int healthy,
      int notReady,
      int healthyNotReady) {
    this(deploymentId, replicas, tasks, running, healthy, notReady, healthyNotReady, 0);
  }

  /** Counts the tasks of a revision. */
  public static RevisionCounts of(
      String deploymentId, int replicas, Collection<ServiceTask> tasks) {
    int running = 0;
    int healthy = 0;
    int notReady = 0;
    int healthyNotReady = 0;
    for (ServiceTask task : tasks) {
      running += task.running() ? 1 : 0;
      healthy += task.healthy() ? 1 : 0;
      notReady += task.podReady() ? 0 : 1;
      healthyNotReady += task.healthy() && !task.podReady() ? 1 : 0;
    }
    return new RevisionCounts(
        deploymentId,
        replicas,
        tasks.size(),
        running,
        healthy,
        notReady,
        healthyNotReady,
        ProtectedTasks.leastKept(tasks));
  }

  /** The number of replicas nearest to the wanted one at which no protected task is at risk. */
  public int safely(int wanted) {
    return Math.max(wanted, Math.min(replicas, leastKept));
  }

  /** Tasks on their way to RUNNING. */
  public int pending() {
    return tasks - running;
  }

  /** Tasks that exist or that Kubernetes may be about to create. */
  public int occupied() {
    return Math.max(replicas, tasks);
  }

  /** Whether nothing is left of it, nor coming. */
  public boolean drained() {
    return occupied() == 0;
  }

  /**
   * Healthy tasks that remain for certain when the workload is told to keep that many. A ReplicaSet
   * removes Pods that are not Ready first (source: Kubernetes, ReplicaSet, "Scaling a ReplicaSet");
   * among equals the worst is assumed.
   */
  public int healthyAtLeast(int kept) {
    int removed = Math.max(0, tasks - kept);
    return healthy
        - Math.min(healthyNotReady, removed)
        - Math.min(healthy - healthyNotReady, Math.max(0, removed - notReady));
  }
}
