package dev.kubeecs.gateway.ecs.taskdefinition;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeleteTaskDefinitionsRequest;
import dev.kubeecs.api.ecs.DeleteTaskDefinitionsResponse;
import dev.kubeecs.api.ecs.DeregisterTaskDefinitionRequest;
import dev.kubeecs.api.ecs.DeregisterTaskDefinitionResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.RegisterTaskDefinitionRequest;
import dev.kubeecs.api.ecs.RegisterTaskDefinitionResponse;
import dev.kubeecs.api.ecs.TaskDefinition;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Names;
import dev.kubeecs.gateway.ecs.Principals;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec.DesiredRevisionStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** RegisterTaskDefinition, DeregisterTaskDefinition and DeleteTaskDefinitions. */
@Singleton
public final class TaskDefinitionCommands implements Handlers {

  private static final int MOST_DELETED = 10;

  private final Revisions revisions;
  private final Clock clock;

  TaskDefinitionCommands(Revisions revisions, Clock clock) {
    this.revisions = revisions;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(RegisterTaskDefinitionRequest.class, this::register)
        .on(DeregisterTaskDefinitionRequest.class, this::deregister)
        .on(DeleteTaskDefinitionsRequest.class, this::delete);
  }

  private RegisterTaskDefinitionResponse register(
      RegisterTaskDefinitionRequest request, Call call) {
    Names.require("family", request.family());
    TagRules.check(request.tags());
    TaskDefinitionRevision created = register(NewRevision.definition(request), call);
    return new RegisterTaskDefinitionResponse(
        TaskDefinitionView.of(created, call.account()), request.tags());
  }

  /** Registers a definition as the next revision of its family. */
  public TaskDefinitionRevision register(TaskDefinitionSpec definition, Call call) {
    Names.require("family", definition.family());
    List<Violation> violations = TaskDefinitionValidation.violations(definition);
    if (!violations.isEmpty()) {
      throw client("%s", TaskDefinitionErrors.messages(violations));
    }
    Honoured.require(call, Unsupported.fields(definition));
    return create(definition, call);
  }

  /**
   * The next number that the API server grants: another gateway, or the operator, may be faster.
   */
  private TaskDefinitionRevision create(TaskDefinitionSpec definition, Call call) {
    int number =
        revisions.family(call, definition.family()).stream()
            .mapToInt(revision -> revision.getSpec().revision())
            .max()
            .orElse(0);
    Optional<TaskDefinitionRevision> created = Optional.empty();
    while (created.isEmpty()) {
      number++;
      created =
          revisions
              .store()
              .create(
                  NewRevision.of(
                      definition, number, Principals.arn(call.caller()), call.namespace()));
    }
    return created.get();
  }

  private DeregisterTaskDefinitionResponse deregister(
      DeregisterTaskDefinitionRequest request, Call call) {
    TaskDefinitionReference reference = Revisions.parse(call, request.taskDefinition());
    requireNumber(reference);
    TaskDefinitionRevision revision =
        revisions.find(call, reference).orElseThrow(TaskDefinitionErrors::unknown);
    TaskDefinitionRevision changed =
        RevisionFacts.isActive(revision)
            ? want(revision, DesiredRevisionStatus.INACTIVE)
            : revision;
    TaskDefinition view = TaskDefinitionView.of(changed, call.account());
    return new DeregisterTaskDefinitionResponse(
        view.toBuilder().deregisteredAt(or(view.deregisteredAt(), clock.instant())).build());
  }

  private DeleteTaskDefinitionsResponse delete(DeleteTaskDefinitionsRequest request, Call call) {
    if (request.taskDefinitions().isEmpty() || request.taskDefinitions().size() > MOST_DELETED) {
      throw invalidParameter("taskDefinitions must have between 1 and %d items.", MOST_DELETED);
    }
    List<TaskDefinitionReference> references =
        request.taskDefinitions().stream()
            .distinct()
            .map(text -> Revisions.parse(call, text))
            .toList();
    references.forEach(TaskDefinitionCommands::requireNumber);
    List<TaskDefinition> deleted = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (TaskDefinitionReference reference : references) {
      Optional<TaskDefinitionRevision> revision = revisions.find(call, reference);
      refusal(revision)
          .ifPresentOrElse(
              reason -> failures.add(failure(call, reference, reason)),
              () ->
                  deleted.add(
                      deleted(
                          call,
                          want(revision.orElseThrow(), DesiredRevisionStatus.DELETE_IN_PROGRESS))));
    }
    return new DeleteTaskDefinitionsResponse(deleted, failures);
  }

  private TaskDefinition deleted(Call call, TaskDefinitionRevision revision) {
    TaskDefinition view = TaskDefinitionView.of(revision, call.account());
    return view.toBuilder()
        .deleteRequestedAt(or(view.deleteRequestedAt(), clock.instant()))
        .build();
  }

  private static Optional<String> refusal(Optional<TaskDefinitionRevision> revision) {
    if (revision.isEmpty()) {
      return Optional.of(
          "The specified task definition does not exist. "
              + "Specify a valid account, family, revision and try again.");
    }
    return revision
        .filter(RevisionFacts::isActive)
        .map(
            active ->
                "The specified task definition is still in ACTIVE status. "
                    + "Please deregister the target and try again.");
  }

  private TaskDefinitionRevision want(
      TaskDefinitionRevision revision, DesiredRevisionStatus desired) {
    return revisions
        .store()
        .edit(
            revision.getMetadata().getNamespace(),
            revision.getMetadata().getName(),
            current -> {
              current.setSpec(current.getSpec().withDesiredStatus(desired));
              return current;
            })
        .orElseThrow(TaskDefinitionErrors::unknown);
  }

  private static void requireNumber(TaskDefinitionReference reference) {
    if (reference.revision().isEmpty()) {
      throw client(
          "A revision is required: %s names a family only. Specify %s:<revision>.",
          reference.family(), reference.family());
    }
  }

  private static Failure failure(Call call, TaskDefinitionReference reference, String reason) {
    return Failure.builder()
        .arn(call.account().taskDefinitionArn(reference.family(), reference.revision().getAsInt()))
        .reason(reason)
        .build();
  }
}
