package dev.kubeecs.operator.service.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The next step of a rolling update of a DAEMON service. The new task of a Node is created at once
 * but is not scheduled before the old one has left (see {@code DaemonWorkload}), so all there is to
 * decide is which old tasks may stop.
 */
public final class DaemonUpdate {

  private static final Comparator<ServiceTask> UNHEALTHY_THEN_OLDEST =
      Comparator.comparing(ServiceTask::stage)
          .thenComparing(ServiceTask::createdAt)
          .thenComparing(ServiceTask::id);

  private DaemonUpdate() {}

  /**
   * What to do next.
   *
   * @param stop tasks to stop now
   * @param blocked whether the limits forbid to stop any, for good
   */
  public record Step(List<ServiceTask> stop, boolean blocked) {

    public Step {
      stop = List.copyOf(stop);
    }
  }

  /**
   * The next step.
   *
   * @param limits for the number of Nodes that shall run a task
   * @param target tasks of the revision to get to
   * @param others tasks of all other revisions
   */
  public static Step next(
      DeploymentLimits limits, List<ServiceTask> target, List<ServiceTask> others) {
    long healthy =
        target.stream().filter(ServiceTask::healthy).count()
            + others.stream().filter(ServiceTask::healthy).count();
    List<ServiceTask> stop = new ArrayList<>();
    for (ServiceTask task : others.stream().sorted(UNHEALTHY_THEN_OLDEST).toList()) {
      if (task.healthy() && --healthy < limits.lower()) {
        break;
      }
      stop.add(task);
    }
    return new Step(stop, stop.isEmpty() && !others.isEmpty() && limits.leaveNoRoom());
  }
}
