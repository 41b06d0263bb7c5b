package dev.kubeecs.operator.taskdefinition;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec.DesiredRevisionStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionStatusBuilder;
import dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Registers the next revision of a family when its TaskDefinition has another content. */
@ControllerConfiguration(name = "task-definition", finalizerName = Labels.FINALIZER)
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class TaskDefinitionReconciler
    implements Reconciler<TaskDefinition>, Cleaner<TaskDefinition> {

  private final TaskDefinitions definitions;
  private final Accounts accounts;
  private final KubernetesClient client;
  private final Conditions conditions;

  TaskDefinitionReconciler(
      TaskDefinitions definitions, Accounts accounts, KubernetesClient client, Clock clock) {
    this.definitions = definitions;
    this.accounts = accounts;
    this.client = client;
    this.conditions = new Conditions(clock);
  }

  @Override
  public UpdateControl<TaskDefinition> reconcile(
      TaskDefinition definition, Context<TaskDefinition> context) {
    List<Violation> violations = TaskDefinitionValidation.violations(definition.getSpec());
    List<String> unsupported = Unsupported.fields(definition.getSpec());
    TaskDefinitionStatus status =
        !violations.isEmpty()
            ? refused(definition, Reason.Invalid, text(violations))
            : !unsupported.isEmpty()
                ? refused(
                    definition,
                    Reason.Unsupported,
                    "kube-ecs cannot honour " + String.join(", ", unsupported) + ".")
                : registered(definition, registration(definition));
    return StatusPatch.of(definition, status, new TaskDefinition());
  }

  /** Deregisters and deletes what came from the TaskDefinition; each goes when nothing uses it. */
  @Override
  public DeleteControl cleanup(TaskDefinition definition, Context<TaskDefinition> context) {
    for (TaskDefinitionRevision revision : ofFamily(definition)) {
      if (Registration.isFrom(definition, revision)) {
        // ECS deletes only what was deregistered before.
        want(revision, DesiredRevisionStatus.INACTIVE);
        want(revision, DesiredRevisionStatus.DELETE_IN_PROGRESS);
      }
    }
    return DeleteControl.defaultDelete();
  }

  /** Moves a revision forward to a status, never back. */
  private void want(TaskDefinitionRevision revision, DesiredRevisionStatus wanted) {
    client
        .resource(revision)
        .edit(
            current -> {
              DesiredRevisionStatus present = current.getSpec().desiredStatus();
              if (present == null || present.compareTo(wanted) < 0) {
                current.setSpec(current.getSpec().withDesiredStatus(wanted));
              }
              return current;
            });
  }

  private TaskDefinitionRevision registration(TaskDefinition definition) {
    List<TaskDefinitionRevision> known = ofFamily(definition);
    return Registration.present(definition, known)
        .orElseGet(() -> register(definition, Registration.nextNumber(known)));
  }

  /** The API server refuses a number that is taken; what took it may be our own, not yet seen. */
  private TaskDefinitionRevision register(TaskDefinition definition, int number) {
    TaskDefinitionRevision revision = Registration.revision(definition, number);
    try {
      return client.resource(revision).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return Optional.ofNullable(client.resource(revision).get())
          .flatMap(taken -> Registration.present(definition, List.of(taken)))
          .orElseGet(() -> register(definition, number + 1));
    }
  }

  private List<TaskDefinitionRevision> ofFamily(TaskDefinition definition) {
    return definitions.ofFamily(
        definition.getMetadata().getNamespace(), Registration.family(definition));
  }

  private TaskDefinitionStatus registered(
      TaskDefinition definition, TaskDefinitionRevision revision) {
    int number = revision.getSpec().revision();
    return TaskDefinitionStatusBuilder.builder()
        .taskDefinitionArn(
            accounts
                .of(definition.getMetadata().getNamespace())
                .taskDefinitionArn(revision.getSpec().family(), number))
        .latestRevision(number)
        .observedGeneration(definition.getMetadata().getGeneration())
        .conditions(conditions.ready(before(definition), definition.getMetadata().getGeneration()))
        .build();
  }

  private static String text(List<Violation> violations) {
    return violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
  }

  private TaskDefinitionStatus refused(TaskDefinition definition, Reason reason, String message) {
    Long generation = definition.getMetadata().getGeneration();
    TaskDefinitionStatus present = definition.getStatus();
    return TaskDefinitionStatusBuilder.builder()
        .taskDefinitionArn(present == null ? null : present.taskDefinitionArn())
        .latestRevision(present == null ? null : present.latestRevision())
        .observedGeneration(generation)
        .conditions(conditions.notReady(before(definition), reason, message, generation))
        .build();
  }

  private static List<Condition> before(TaskDefinition definition) {
    return definition.getStatus() == null ? null : definition.getStatus().conditions();
  }
}
