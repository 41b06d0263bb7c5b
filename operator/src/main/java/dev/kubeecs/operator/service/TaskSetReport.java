package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.StabilityStatus;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.service.Action.ReportTaskSet;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.EcsTaskSetStatus;
import dev.kubeecs.resources.service.EcsTaskSetStatusBuilder;
import dev.kubeecs.resources.service.TaskSetContent;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/** What is told of a task set in its status. */
final class TaskSetReport {

  private static final EcsTaskSetStatus NOTHING = EcsTaskSetStatusBuilder.builder().build();

  private TaskSetReport() {}

  /** The status to write, if it is another than before. */
  static Optional<ReportTaskSet> changes(
      ResolvedService service,
      ResolvedTaskSet taskSet,
      Optional<ResolvedRevision> revision,
      Optional<Problem> problem,
      boolean settled) {
    EcsTaskSet resource = taskSet.resource();
    EcsTaskSetStatus before = or(resource.getStatus(), NOTHING);
    EcsTaskSetStatus status = status(service, taskSet, revision, problem, settled);
    if (status.with(s -> s.updatedAt(before.updatedAt())).equals(before)) {
      return Optional.empty();
    }
    return Optional.of(
        new ReportTaskSet(
            resource.getMetadata().getName(), status.with(s -> s.updatedAt(service.now()))));
  }

  private static EcsTaskSetStatus status(
      ResolvedService service,
      ResolvedTaskSet taskSet,
      Optional<ResolvedRevision> revision,
      Optional<Problem> problem,
      boolean settled) {
    EcsTaskSet resource = taskSet.resource();
    EcsTaskSetStatus before = or(resource.getStatus(), NOTHING);
    StabilityStatus stability =
        settled ? StabilityStatus.STEADY_STATE : StabilityStatus.STABILIZING;
    Long generation = resource.getMetadata().getGeneration();
    Conditions conditions = new Conditions(Clock.fixed(service.now(), ZoneOffset.UTC));
    return EcsTaskSetStatusBuilder.builder()
        .id(TaskSetContent.id(resource))
        .taskSetArn(
            service
                .account()
                .taskSetArn(
                    service.clusterName(), service.serviceName(), TaskSetContent.id(resource)))
        .serviceArn(service.account().serviceArn(service.clusterName(), service.serviceName()))
        .clusterArn(service.account().clusterArn(service.clusterName()))
        .status(state(service, taskSet))
        .computedDesiredCount(
            taskSet.ending()
                ? 0
                : TaskSetContent.computedDesiredCount(
                    or(service.spec().desiredCount(), 1), resource.getSpec().scale()))
        .pendingCount(revision.map(r -> r.counts().pending()).orElse(0))
        .runningCount(revision.map(r -> r.counts().running()).orElse(0))
        .stabilityStatus(stability)
        .stabilityStatusAt(
            stability == before.stabilityStatus() ? before.stabilityStatusAt() : service.now())
        .createdAt(or(before.createdAt(), service.now()))
        .updatedAt(before.updatedAt())
        .observedGeneration(generation)
        .conditions(
            problem
                .map(
                    p ->
                        conditions.notReady(
                            before.conditions(), p.reason(), p.message(), generation))
                .orElseGet(() -> conditions.ready(before.conditions(), generation)))
        .build();
  }

  /** Of several that claim to be it, the youngest is PRIMARY. */
  private static String state(ResolvedService service, ResolvedTaskSet taskSet) {
    if (taskSet.ending()) {
      return "DRAINING";
    }
    boolean primary =
        service.taskSets().stream()
            .filter(t -> !t.ending() && or(t.resource().getSpec().primary(), false))
            .reduce((older, younger) -> younger)
            .filter(taskSet::equals)
            .isPresent();
    return primary ? "PRIMARY" : "ACTIVE";
  }
}
