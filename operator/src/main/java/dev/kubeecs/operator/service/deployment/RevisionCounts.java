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
 * @param unhealthy of these, those whose health checks fail
 * @param first of the tasks, those that Kubernetes removes first
 * @param healthyFirst of those, healthy ones: a container that may end has ended
 * @param leastKept replicas that must remain so that Kubernetes takes no protected task away
 */
public record RevisionCounts(
    String deploymentId,
    int replicas,
    int tasks,
    int running,
    int healthy,
    int unhealthy,
    int first,
    int healthyFirst,
    int leastKept) {

  /** Counts of a revision without tasks that are protected or fail health checks. */
  public RevisionCounts(
      String deploymentId,
      int replicas,
      int tasks,
      int running,
      int healthy,
      int first,
      int healthyFirst) {
    this(deploymentId, replicas, tasks, running, healthy, 0, first, healthyFirst, 0);
  }

  /** Counts the tasks of a revision. */
  public static RevisionCounts of(
      String deploymentId, int replicas, Collection<ServiceTask> tasks) {
    int running = 0;
    int healthy = 0;
    int unhealthy = 0;
    int first = 0;
    int healthyFirst = 0;
    for (ServiceTask task : tasks) {
      running += task.running() ? 1 : 0;
      healthy += task.healthy() ? 1 : 0;
      unhealthy += task.unhealthy() ? 1 : 0;
      first += task.goesFirst() ? 1 : 0;
      healthyFirst += task.healthy() && task.goesFirst() ? 1 : 0;
    }
    return new RevisionCounts(
        deploymentId,
        replicas,
        tasks.size(),
        running,
        healthy,
        unhealthy,
        first,
        healthyFirst,
        ProtectedTasks.leastKept(tasks));
  }

  /** The number of replicas nearest to the wanted one at which no protected task is at risk. */
  public int safely(int wanted) {
    return Math.max(wanted, Math.min(replicas, leastKept));
  }

  /** Tasks that run, and whose health checks do not fail. */
  public int sound() {
    return running - unhealthy;
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
   * removes Pods that are not Ready first, then those that were told to go first (source:
   * Kubernetes, ReplicaSet, "Scaling a ReplicaSet"); among equals the worst is assumed.
   */
  public int healthyAtLeast(int kept) {
    int removed = Math.max(0, tasks - kept);
    return healthy
        - Math.min(healthyFirst, removed)
        - Math.min(healthy - healthyFirst, Math.max(0, removed - first));
  }

  /** The same where among equals those that are not healthy are removed before others. */
  public int healthyAtMost(int kept) {
    int removed = Math.max(0, tasks - kept);
    int ofFirst = Math.min(removed, first);
    int others = tasks - first - (healthy - healthyFirst);
    return healthy
        - Math.max(0, ofFirst - (first - healthyFirst))
        - Math.max(0, removed - ofFirst - others);
  }
}
