package dev.kubeecs.operator.service;

import dev.kubeecs.operator.service.Action.CreateWorkload;
import dev.kubeecs.operator.service.Action.LeavePods;
import dev.kubeecs.operator.service.Action.RemovePod;
import dev.kubeecs.operator.service.deployment.DaemonUpdate;
import dev.kubeecs.operator.service.deployment.DeploymentLimits;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * DAEMON: one task on each Node, by the DaemonSet of the newest revision. An older DaemonSet goes
 * at once and leaves its Pods, which then stop as the limits of the deployment allow.
 */
final class DaemonScaling {

  private DaemonScaling() {}

  static ScalingStep step(ResolvedService service, ServiceSettings settings, Course course) {
    ResolvedRevision target = course.target();
    List<ResolvedRevision> others = course.others();
    List<Action> actions = new ArrayList<>();
    boolean stalled = course.direction() == Course.Direction.STALLED;
    if (stalled) {
      // Without its DaemonSet nothing starts more tasks; those that run go on.
      target.workload().ifPresent(workload -> actions.add(new LeavePods(workload)));
    } else if (target.workload().isEmpty()) {
      actions.add(
          new CreateWorkload(
              Workloads.daemonSet(
                  service.resource(),
                  target.resource().getSpec(),
                  RevisionTemplate.of(service, target, settings.pods()))));
    }
    List<ServiceTask> left = new ArrayList<>();
    for (ResolvedRevision other : others) {
      if (other.workload().isPresent()) {
        actions.add(new LeavePods(other.workload().get()));
      } else {
        other.tasks().stream().filter(task -> !task.isProtected()).forEach(left::add);
      }
    }
    OptionalInt nodes =
        stalled
            ? OptionalInt.of(target.tasks().size())
            : target.workload().map(Workload::replicas).orElse(OptionalInt.empty());
    boolean blocked = false;
    if (nodes.isPresent() && course.moves()) {
      DaemonUpdate.Step step =
          DaemonUpdate.next(
              DeploymentLimits.of(nodes.getAsInt(), service.percent()), target.tasks(), left);
      step.stop().forEach(task -> actions.add(new RemovePod(task.podName())));
      blocked = step.blocked();
    }
    return new ScalingStep(actions, nodes, failedTasks(target), Optional.empty(), blocked);
  }

  /** Kubernetes itself pauses between the starts of a daemon that fails. */
  private static int failedTasks(ResolvedRevision target) {
    boolean oneRuns = target.tasks().stream().anyMatch(ServiceTask::running);
    return oneRuns ? 0 : (int) target.ended().stream().filter(t -> t.failedToStart()).count();
  }
}
