package dev.kubeecs.operator.taskdefinition;

import dev.kubeecs.api.ecs.TaskDefinitionStatus;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionStatusBuilder;
import dev.kubeecs.resources.taskdefinition.validation.Compatibilities;
import dev.kubeecs.resources.taskdefinition.validation.RequiredAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The status of a revision: a function of the revision. */
final class RevisionStatuses {

  private final Clock clock;
  private final Conditions conditions;

  RevisionStatuses(Clock clock) {
    this.clock = clock;
    this.conditions = new Conditions(clock);
  }

  TaskDefinitionRevisionStatus of(Account account, TaskDefinitionRevision revision) {
    TaskDefinitionRevisionSpec spec = revision.getSpec();
    TaskDefinitionStatus status = status(spec);
    Optional<TaskDefinitionRevisionStatus> before = Optional.ofNullable(revision.getStatus());
    Long generation = revision.getMetadata().getGeneration();
    return TaskDefinitionRevisionStatusBuilder.builder()
        .taskDefinitionArn(account.taskDefinitionArn(spec.family(), spec.revision()))
        .status(status)
        .requiresAttributes(RequiredAttributes.of(spec.taskDefinition()))
        .compatibilities(Compatibilities.of(spec.taskDefinition()))
        .deregisteredAt(
            status == TaskDefinitionStatus.ACTIVE
                ? null
                : before.map(TaskDefinitionRevisionStatus::deregisteredAt).orElseGet(this::now))
        .deleteRequestedAt(
            status == TaskDefinitionStatus.DELETE_IN_PROGRESS
                ? before.map(TaskDefinitionRevisionStatus::deleteRequestedAt).orElseGet(this::now)
                : null)
        .observedGeneration(generation)
        .conditions(
            conditions.ready(
                before.map(TaskDefinitionRevisionStatus::conditions).orElse(null), generation))
        .build();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static TaskDefinitionStatus status(TaskDefinitionRevisionSpec spec) {
    return switch (spec.desiredStatus()) {
      case null -> TaskDefinitionStatus.ACTIVE;
      case ACTIVE -> TaskDefinitionStatus.ACTIVE;
      case INACTIVE -> TaskDefinitionStatus.INACTIVE;
      case DELETE_IN_PROGRESS -> TaskDefinitionStatus.DELETE_IN_PROGRESS;
    };
  }
}
