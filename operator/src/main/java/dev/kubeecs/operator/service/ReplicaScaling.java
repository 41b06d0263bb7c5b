package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.operator.service.Action.CreateWorkload;
import dev.kubeecs.operator.service.Action.RemovePod;
import dev.kubeecs.operator.service.Action.Scale;
import dev.kubeecs.operator.service.deployment.DeploymentLimits;
import dev.kubeecs.operator.service.deployment.HaltedRollout;
import dev.kubeecs.operator.service.deployment.RevisionCounts;
import dev.kubeecs.operator.service.deployment.RollingUpdate;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.deployment.StartThrottle;
import dev.kubeecs.operator.service.workload.Workloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** REPLICA: the desired count, spread over the Deployments of the revisions. */
final class ReplicaScaling {

  private ReplicaScaling() {}

  static ScalingStep step(ResolvedService service, ServiceSettings settings, Course course) {
    ResolvedRevision target = course.target();
    List<ResolvedRevision> others = course.others();
    int desired = or(service.spec().desiredCount(), 1);
    StartThrottle throttle = throttle(service, settings, target, desired);
    RollingUpdate.Step step = step(service, course, desired, throttle);
    List<Action> actions = new ArrayList<>();
    int ofTarget = step.replicas().get(target.deploymentId());
    if (target.workload().isEmpty()) {
      actions.add(
          new CreateWorkload(
              Workloads.deployment(
                  service.resource(),
                  target.resource().getSpec(),
                  RevisionTemplate.of(service, target, settings.pods()),
                  ofTarget)));
    } else {
      scale(target, ofTarget, actions);
    }
    for (ResolvedRevision other : others) {
      if (other.workload().isPresent()) {
        scale(other, step.replicas().getOrDefault(other.deploymentId(), 0), actions);
      } else {
        other.tasks().forEach(task -> actions.add(new RemovePod(task.podName())));
      }
    }
    return new ScalingStep(
        actions,
        OptionalInt.of(desired),
        throttle.failedTasks(),
        throttle.heldUntil(),
        step.blocked());
  }

  private static RollingUpdate.Step step(
      ResolvedService service, Course course, int desired, StartThrottle throttle) {
    RevisionCounts target = course.target().counts();
    List<RevisionCounts> others =
        course.others().stream()
            .map(ResolvedRevision::counts)
            .filter(counts -> !counts.drained())
            .toList();
    return switch (course.direction()) {
      case FORWARD, BACK ->
          RollingUpdate.next(
              throttle.wanted(desired, course.target().tasks()),
              DeploymentLimits.of(desired, service.percent()),
              target,
              others);
      case HALTED -> new RollingUpdate.Step(HaltedRollout.next(desired, target, others), false);
    };
  }

  private static void scale(ResolvedRevision revision, int wanted, List<Action> actions) {
    if (wanted != revision.replicas()) {
      actions.add(new Scale(revision.name(), revision.replicas(), wanted));
    }
  }

  private static StartThrottle throttle(
      ResolvedService service, ServiceSettings settings, ResolvedRevision target, int desired) {
    List<Instant> running =
        target.tasks().stream()
            .filter(ServiceTask::running)
            .flatMap(task -> task.runningSince().stream())
            .toList();
    return StartThrottle.of(
        target.ended(),
        running,
        desired,
        DeploymentView.before(service, target).map(Deployment::failedTasks).orElse(0),
        settings.pauses(),
        service.now());
  }
}
