package dev.kubeecs.operator.taskdefinition;

import dev.kubeecs.api.ecs.TaskDefinitionStatus;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionStatus;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Keeps the status of revisions, and removes those that were deleted once nothing uses them. */
@ControllerConfiguration(name = "task-definition-revision")
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class RevisionReconciler implements Reconciler<TaskDefinitionRevision> {

  /** ECS deletes in the background too; nothing waits for it. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private final TaskDefinitions definitions;
  private final Accounts accounts;
  private final SharedIndexInformer<EcsService> services;
  private final SharedIndexInformer<EcsTask> tasks;
  private final RevisionStatuses statuses;

  RevisionReconciler(
      TaskDefinitions definitions,
      Accounts accounts,
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<EcsTask> tasks,
      Clock clock) {
    this.definitions = definitions;
    this.accounts = accounts;
    this.services = services;
    this.tasks = tasks;
    this.statuses = new RevisionStatuses(clock);
  }

  @Override
  public UpdateControl<TaskDefinitionRevision> reconcile(
      TaskDefinitionRevision revision, Context<TaskDefinitionRevision> context) {
    TaskDefinitionRevisionStatus status =
        statuses.of(accounts.of(revision.getMetadata().getNamespace()), revision);
    if (status.status() != TaskDefinitionStatus.DELETE_IN_PROGRESS) {
      return StatusPatch.of(revision, status, new TaskDefinitionRevision());
    }
    if (!isNewest(revision) && !isUsed(revision)) {
      context.getClient().resource(revision).delete();
      return UpdateControl.noUpdate();
    }
    return StatusPatch.of(revision, status, new TaskDefinitionRevision())
        .rescheduleAfter(BETWEEN_LOOKS);
  }

  /** The highest number of a family stays, so that no number is given twice. */
  private boolean isNewest(TaskDefinitionRevision revision) {
    String namespace = revision.getMetadata().getNamespace();
    int number = revision.getSpec().revision();
    return definitions.ofFamily(namespace, revision.getSpec().family()).stream()
        .noneMatch(other -> other.getSpec().revision() > number);
  }

  private boolean isUsed(TaskDefinitionRevision revision) {
    String namespace = revision.getMetadata().getNamespace();
    Stream<String> byTasks =
        tasks.getIndexer().byIndex(Indexes.BY_NAMESPACE, namespace).stream()
            .filter(task -> task.getStatus() == null || task.getStatus().stoppedAt() == null)
            .map(task -> task.getSpec().taskDefinition());
    Stream<String> byServices =
        services.getIndexer().byIndex(Indexes.BY_NAMESPACE, namespace).stream()
            .flatMap(RevisionReconciler::references);
    return Stream.concat(byTasks, byServices)
        .map(TaskDefinitionReference::parse)
        .flatMap(Optional::stream)
        .anyMatch(
            reference ->
                reference.family().equals(revision.getSpec().family())
                    && reference.revision().equals(OptionalInt.of(revision.getSpec().revision())));
  }

  private static Stream<String> references(EcsService service) {
    Stream<String> wanted = Stream.ofNullable(service.getSpec().taskDefinition());
    return service.getStatus() == null || service.getStatus().deployments() == null
        ? wanted
        : Stream.concat(
            wanted,
            service.getStatus().deployments().stream()
                .map(deployment -> deployment.taskDefinition())
                .filter(Objects::nonNull));
  }
}
