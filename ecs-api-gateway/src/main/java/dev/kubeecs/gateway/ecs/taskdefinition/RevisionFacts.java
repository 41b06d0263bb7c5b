package dev.kubeecs.gateway.ecs.taskdefinition;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.TaskDefinitionStatus;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec.DesiredRevisionStatus;

/** What is true of a revision whether or not the operator has seen it yet. */
public final class RevisionFacts {

  private RevisionFacts() {}

  /** Whether tasks and services may be made from it. */
  public static boolean isActive(TaskDefinitionRevision revision) {
    return status(revision) == TaskDefinitionStatus.ACTIVE;
  }

  /** Its ARN. */
  public static String arn(TaskDefinitionRevision revision, Account account) {
    return account.taskDefinitionArn(revision.getSpec().family(), revision.getSpec().revision());
  }

  /** {@code family:revision}, as resources pin it. */
  public static String pinned(TaskDefinitionRevision revision) {
    return revision.getSpec().family() + ":" + revision.getSpec().revision();
  }

  /** Its status as DescribeTaskDefinition tells it. */
  static TaskDefinitionStatus status(TaskDefinitionRevision revision) {
    if (revision.getMetadata().getDeletionTimestamp() != null) {
      return TaskDefinitionStatus.DELETE_IN_PROGRESS;
    }
    return switch (or(revision.getSpec().desiredStatus(), DesiredRevisionStatus.ACTIVE)) {
      case ACTIVE -> TaskDefinitionStatus.ACTIVE;
      case INACTIVE -> TaskDefinitionStatus.INACTIVE;
      case DELETE_IN_PROGRESS -> TaskDefinitionStatus.DELETE_IN_PROGRESS;
    };
  }
}
