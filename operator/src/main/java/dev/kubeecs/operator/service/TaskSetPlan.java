package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.service.Action.CreateRevision;
import dev.kubeecs.operator.service.Action.CreateWorkload;
import dev.kubeecs.operator.service.Action.HoldTaskSet;
import dev.kubeecs.operator.service.Action.ReleaseTaskSet;
import dev.kubeecs.operator.service.Action.Scale;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.deployment.StartThrottle;
import dev.kubeecs.operator.service.workload.Workloads;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.TaskSetContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a task set needs next.
 *
 * @param actions writes, in this order
 * @param settled whether it runs all the tasks that it shall
 * @param impaired whether its tasks do not start
 * @param lookAgainAt when time alone will have changed something
 */
record TaskSetPlan(
    List<Action> actions, boolean settled, boolean impaired, Optional<Instant> lookAgainAt) {

  TaskSetPlan {
    actions = List.copyOf(actions);
  }

  static TaskSetPlan of(
      ResolvedService service, ServiceSettings settings, ResolvedTaskSet taskSet) {
    Optional<ResolvedRevision> present =
        service.revisions().stream()
            .filter(revision -> revision.deploymentId().equals(taskSet.digits()))
            .findFirst();
    if (taskSet.ending()) {
      return ending(service, taskSet, present);
    }
    Optional<Problem> problem =
        present.isPresent() ? Optional.empty() : TaskSetProblems.of(service, taskSet);
    if (problem.isPresent()) {
      List<Action> actions = new ArrayList<>();
      TaskSetReport.changes(service, taskSet, present, problem, false).ifPresent(actions::add);
      return new TaskSetPlan(actions, false, false, Optional.empty());
    }
    return running(service, settings, taskSet, present);
  }

  /** A task set that is deleted goes when the last of its tasks has gone. */
  private static TaskSetPlan ending(
      ResolvedService service, ResolvedTaskSet taskSet, Optional<ResolvedRevision> present) {
    List<Action> actions = new ArrayList<>();
    present.ifPresent(revision -> EndingService.end(revision, actions));
    if (present.isEmpty()) {
      actions.add(new ReleaseTaskSet(taskSet.resource().getMetadata().getName()));
    } else {
      TaskSetReport.changes(service, taskSet, present, Optional.empty(), false)
          .ifPresent(actions::add);
    }
    return new TaskSetPlan(actions, present.isEmpty(), false, Optional.empty());
  }

  private static TaskSetPlan running(
      ResolvedService service,
      ServiceSettings settings,
      ResolvedTaskSet taskSet,
      Optional<ResolvedRevision> present) {
    List<Action> actions = new ArrayList<>();
    if (!taskSet.resource().hasFinalizer(Labels.FINALIZER)) {
      actions.add(new HoldTaskSet(taskSet.resource().getMetadata().getName()));
    }
    ResolvedRevision revision =
        present.orElseGet(
            () -> {
              ResolvedRevision fresh = TaskSetRevision.of(service, taskSet);
              actions.add(new CreateRevision(fresh.resource()));
              return fresh;
            });
    int wanted =
        TaskSetContent.computedDesiredCount(
            or(service.spec().desiredCount(), 1), taskSet.resource().getSpec().scale());
    StartThrottle throttle = throttle(service, settings, revision, wanted);
    int replicas = revision.counts().safely(throttle.wanted(wanted, revision.tasks()));
    actions.addAll(Shield.changes(revision.tasks().stream()));
    if (revision.workload().isEmpty()) {
      actions.add(
          new CreateWorkload(
              Workloads.deployment(
                  service.resource(),
                  revision.resource().getSpec(),
                  RevisionTemplate.of(service, revision, settings.pods()),
                  replicas)));
    } else if (revision.replicas() != replicas) {
      actions.add(new Scale(revision.name(), revision.replicas(), replicas));
    }
    UnhealthyTasks unhealthy = new UnhealthyTasks(service, revision.tasks());
    actions.addAll(unhealthy.replacements());
    boolean settled =
        revision.workload().isPresent()
            && revision.replicas() == wanted
            && revision.tasks().size() == wanted
            && revision.tasks().stream().allMatch(ServiceTask::steady);
    TaskSetReport.changes(service, taskSet, Optional.of(revision), Optional.empty(), settled)
        .ifPresent(actions::add);
    Stream<Instant> times =
        Stream.of(
                throttle.heldUntil().stream(),
                unhealthy.graceEnds(),
                revision.tasks().stream().flatMap(task -> task.protectedUntil().stream()))
            .flatMap(ends -> ends)
            .filter(time -> time.isAfter(service.now()));
    return new TaskSetPlan(
        actions,
        settled,
        throttle.heldUntil().isPresent() && throttle.failedTasks() > 0,
        times.min(Instant::compareTo));
  }

  private static StartThrottle throttle(
      ResolvedService service, ServiceSettings settings, ResolvedRevision revision, int wanted) {
    List<Instant> running =
        revision.tasks().stream().flatMap(task -> task.runningSince().stream()).toList();
    return StartThrottle.of(revision.ended(), running, wanted, 0, settings.pauses(), service.now());
  }
}
