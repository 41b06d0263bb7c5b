package dev.kubeecs.operator.service.deployment;

import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The next step of tasks that leave container instances which are DRAINING: those on their way to
 * RUNNING stop at once, the others are replaced within the limits of the service. Source: ECS
 * developer guide, container instance draining.
 *
 * @param stop tasks that stop now; Kubernetes starts others elsewhere
 * @param surplus how many tasks more than are desired the service shall have, so that replacements
 *     run before others stop
 * @param first the Pods to go when the service has fewer tasks again
 */
public record Drain(List<ServiceTask> stop, int surplus, List<String> first) {

  /** Nothing drains. */
  public static final Drain NONE = new Drain(List.of(), 0, List.of());

  public Drain {
    stop = List.copyOf(stop);
    first = List.copyOf(first);
  }

  /**
   * The next step.
   *
   * @param leaving ids of the tasks on container instances that are DRAINING; others are ignored
   * @param tasks those of the service that have not begun to stop
   * @param replicas how many tasks the service was last told to keep
   * @param desired how many it shall have when nothing drains
   */
  public static Drain next(
      Set<String> leaving,
      Collection<ServiceTask> tasks,
      DeploymentLimits limits,
      int replicas,
      int desired) {
    if (leaving.isEmpty()) {
      return NONE;
    }
    List<ServiceTask> pending =
        tasks.stream()
            .filter(task -> leaving.contains(task.id()) && task.stage() == Stage.PENDING)
            .toList();
    List<ServiceTask> running =
        tasks.stream()
            .filter(task -> leaving.contains(task.id()) && task.stage() != Stage.PENDING)
            .toList();
    if (running.isEmpty()) {
      return new Drain(pending, 0, List.of());
    }
    int healthy = (int) tasks.stream().filter(ServiceTask::healthy).count();
    int spare = Math.max(0, healthy - limits.lower());
    int room = Math.max(0, limits.upper() - desired);
    if (replicas > desired) {
      // Replacements were started: for each that is healthy by now, one may leave.
      int staying = Math.max(0, running.size() - spare);
      return new Drain(
          pending, Math.min(room, staying), running.stream().map(ServiceTask::podName).toList());
    }
    return spare > 0
        ? new Drain(
            Stream.concat(pending.stream(), running.stream().limit(spare)).toList(), 0, List.of())
        : new Drain(
            pending,
            Math.min(room, running.size()),
            room == 0 ? List.of() : running.stream().map(ServiceTask::podName).toList());
  }

  /** The same without the tasks that run. */
  public Drain onlyPending() {
    return new Drain(
        stop.stream().filter(task -> task.stage() == Stage.PENDING).toList(), 0, List.of());
  }
}
