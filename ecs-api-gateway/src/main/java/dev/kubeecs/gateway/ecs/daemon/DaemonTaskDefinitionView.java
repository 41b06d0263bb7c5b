package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DaemonTaskDefinition;
import dev.kubeecs.api.ecs.DaemonTaskDefinitionStatus;
import dev.kubeecs.api.ecs.DaemonTaskDefinitionSummary;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpec;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.naming.Account;
import java.time.Instant;

/** A daemon task definition as the API tells it. */
final class DaemonTaskDefinitionView {

  private DaemonTaskDefinitionView() {}

  static DaemonTaskDefinition of(
      dev.kubeecs.resources.daemon.DaemonTaskDefinition definition, Account account) {
    DaemonTaskDefinitionSpec spec = definition.getSpec();
    return DaemonTaskDefinition.builder()
        .daemonTaskDefinitionArn(arn(definition, account))
        .family(spec.family())
        .revision(spec.revision())
        .taskRoleArn(spec.taskRoleArn())
        .executionRoleArn(spec.executionRoleArn())
        .containerDefinitions(spec.containerDefinitions())
        .volumes(asEmpty(spec.volumes()))
        .cpu(spec.cpu())
        .memory(spec.memory())
        .pidMode(spec.pidMode())
        .ipcMode(spec.ipcMode())
        .status(status(definition))
        .registeredAt(registeredAt(definition))
        .registeredBy(spec.registeredBy())
        .deleteRequestedAt(deleteRequestedAt(definition))
        .build();
  }

  static DaemonTaskDefinitionSummary summary(
      dev.kubeecs.resources.daemon.DaemonTaskDefinition definition, Account account) {
    return DaemonTaskDefinitionSummary.builder()
        .arn(arn(definition, account))
        .status(status(definition))
        .registeredAt(registeredAt(definition))
        .registeredBy(definition.getSpec().registeredBy())
        .deleteRequestedAt(deleteRequestedAt(definition))
        .build();
  }

  static String arn(dev.kubeecs.resources.daemon.DaemonTaskDefinition definition, Account account) {
    return account.daemonTaskDefinitionArn(
        definition.getSpec().family(), definition.getSpec().revision());
  }

  /** Whether the operator has seen it or not. */
  static DaemonTaskDefinitionStatus status(
      dev.kubeecs.resources.daemon.DaemonTaskDefinition definition) {
    if (DaemonTaskDefinitions.isActive(definition)) {
      return DaemonTaskDefinitionStatus.ACTIVE;
    }
    return definition.getStatus() != null
            && definition.getStatus().status() == DaemonTaskDefinitionStatus.DELETED
        ? DaemonTaskDefinitionStatus.DELETED
        : DaemonTaskDefinitionStatus.DELETE_IN_PROGRESS;
  }

  private static Instant registeredAt(
      dev.kubeecs.resources.daemon.DaemonTaskDefinition definition) {
    return Instant.parse(definition.getMetadata().getCreationTimestamp());
  }

  private static Instant deleteRequestedAt(
      dev.kubeecs.resources.daemon.DaemonTaskDefinition definition) {
    return definition.getStatus() == null ? null : definition.getStatus().deleteRequestedAt();
  }
}
