package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.operator.service.Action.CreateWorkload;
import dev.kubeecs.operator.service.Action.LetGoFirst;
import dev.kubeecs.operator.service.Action.RemovePod;
import dev.kubeecs.operator.service.Action.Scale;
import dev.kubeecs.operator.service.Action.StopTask;
import dev.kubeecs.operator.service.deployment.DeploymentLimits;
import dev.kubeecs.operator.service.deployment.Drain;
import dev.kubeecs.operator.service.deployment.EndedTask;
import dev.kubeecs.operator.service.deployment.HaltedRollout;
import dev.kubeecs.operator.service.deployment.RevisionCounts;
import dev.kubeecs.operator.service.deployment.RollingUpdate;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.deployment.StalledRollout;
import dev.kubeecs.operator.service.deployment.StartThrottle;
import dev.kubeecs.operator.service.deployment.ZoneBalance;
import dev.kubeecs.operator.service.workload.Workloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** REPLICA: the desired count, spread over the Deployments of the revisions. */
final class ReplicaScaling {

  private static final String DRAINING = "Task stopped: its container instance is DRAINING";

  private ReplicaScaling() {}

  /** How many tasks a service aims at. */
  static int desired(ResolvedService service) {
    return or(service.spec().desiredCount(), 1);
  }

  static ScalingStep step(
      ResolvedService service, ServiceSettings settings, Course course, TrafficShifting shifting) {
    ResolvedRevision target = course.target();
    List<ResolvedRevision> others = course.others();
    int desired = desired(service);
    StartThrottle throttle = throttle(service, settings, target, desired);
    Drain drain = drain(service, course, desired);
    ZoneBalance balance = balance(service, settings, course, desired);
    int surplus = Math.max(drain.surplus(), balance.surplus());
    DeploymentLimits limits = DeploymentLimits.of(desired, service.percent());
    RollingUpdate.Step step =
        shifting
            .replicas(course, throttle.wanted(desired + surplus, target.tasks()), desired, limits)
            .orElseGet(() -> step(course, desired, limits, surplus, throttle));
    List<Action> actions = new ArrayList<>();
    Stream.concat(drain.first().stream(), balance.first().stream())
        .distinct()
        .forEach(pod -> actions.add(new LetGoFirst(pod)));
    drain.stop().forEach(task -> actions.add(new StopTask(task.id(), DRAINING)));
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
        other.tasks().stream()
            .filter(task -> !task.isProtected())
            .forEach(task -> actions.add(new RemovePod(task.podName())));
      }
    }
    return new ScalingStep(
        actions,
        OptionalInt.of(desired),
        throttle.failedTasks(),
        throttle.heldUntil(),
        step.blocked());
  }

  /** Zones are balanced while nothing else moves. */
  private static ZoneBalance balance(
      ResolvedService service, ServiceSettings settings, Course course, int desired) {
    if (!course.restsOnTarget() || !service.leaving().isEmpty() || service.zones().isEmpty()) {
      return ZoneBalance.NONE;
    }
    Zones zones = service.zones().get();
    return ZoneBalance.next(
        zones.ofTasks(),
        zones.open(),
        course.target().tasks(),
        DeploymentLimits.of(desired, service.percent()),
        course.target().replicas(),
        desired,
        lastChange(course.target()).plus(settings.rebalanceAfter()).isAfter(service.now()));
  }

  /** When a task was last started or stopped. */
  static Instant lastChange(ResolvedRevision revision) {
    return Stream.concat(
            revision.tasks().stream().map(ServiceTask::createdAt),
            revision.ended().stream().map(EndedTask::stoppedAt))
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private static RollingUpdate.Step step(
      Course course, int desired, DeploymentLimits limits, int surplus, StartThrottle throttle) {
    RevisionCounts target = course.target().counts();
    List<RevisionCounts> others =
        course.others().stream()
            .map(ResolvedRevision::counts)
            .filter(counts -> !counts.drained())
            .toList();
    return switch (course.direction()) {
      case FORWARD, BACK ->
          RollingUpdate.next(
              throttle.wanted(desired + surplus, course.target().tasks()), limits, target, others);
      case HALTED ->
          new RollingUpdate.Step(HaltedRollout.next(desired, limits, target, others), false);
      case STALLED ->
          new RollingUpdate.Step(
              StalledRollout.next(desired, limits, target, others, completed(course)), false);
    };
  }

  /** Deployment ids of the other revisions that were rolled out completely. */
  private static Set<String> completed(Course course) {
    return course.others().stream()
        .filter(DeploymentView::isSuccessful)
        .map(ResolvedRevision::deploymentId)
        .collect(Collectors.toSet());
  }

  /** While a deployment replaces the tasks anyway, only those that do not run yet are stopped. */
  private static Drain drain(ResolvedService service, Course course, int desired) {
    List<ServiceTask> tasks =
        Stream.concat(Stream.of(course.target()), course.others().stream())
            .flatMap(revision -> revision.tasks().stream())
            .toList();
    // A protected task stays on its container instance until its protection ends.
    Set<String> leaving =
        tasks.stream()
            .filter(task -> !task.isProtected())
            .map(ServiceTask::id)
            .filter(service.leaving()::contains)
            .collect(Collectors.toSet());
    Drain drain =
        Drain.next(
            leaving,
            tasks,
            DeploymentLimits.of(desired, service.percent()),
            course.target().replicas(),
            desired);
    return course.restsOnTarget() ? drain : drain.onlyPending();
  }

  private static void scale(ResolvedRevision revision, int wanted, List<Action> actions) {
    if (wanted < revision.counts().occupied()) {
      revision.tasks().stream()
          .filter(ServiceTask::mustBeToldToGoFirst)
          .forEach(task -> actions.add(new LetGoFirst(task.podName())));
    }
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
