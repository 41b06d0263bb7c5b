package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DaemonTaskDefinitionRevisionFilter;
import dev.kubeecs.api.ecs.DaemonTaskDefinitionStatus;
import dev.kubeecs.api.ecs.DaemonTaskDefinitionStatusFilter;
import dev.kubeecs.api.ecs.DeleteDaemonTaskDefinitionRequest;
import dev.kubeecs.api.ecs.DeleteDaemonTaskDefinitionResponse;
import dev.kubeecs.api.ecs.DescribeDaemonTaskDefinitionRequest;
import dev.kubeecs.api.ecs.DescribeDaemonTaskDefinitionResponse;
import dev.kubeecs.api.ecs.ListDaemonTaskDefinitionsRequest;
import dev.kubeecs.api.ecs.ListDaemonTaskDefinitionsResponse;
import dev.kubeecs.api.ecs.RegisterDaemonTaskDefinitionRequest;
import dev.kubeecs.api.ecs.RegisterDaemonTaskDefinitionResponse;
import dev.kubeecs.api.ecs.SortOrder;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Names;
import dev.kubeecs.gateway.ecs.Principals;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionErrors;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpec;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpec.DesiredDaemonTaskDefinitionStatus;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpecBuilder;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.validation.UnsupportedOfDaemon;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Register, Describe, List and DeleteDaemonTaskDefinition. */
@Singleton
public final class DaemonTaskDefinitionOperations implements Handlers {

  private static final int MOST_LISTED = 100;

  private final KnownDaemonTaskDefinitions definitions;

  DaemonTaskDefinitionOperations(KnownDaemonTaskDefinitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(RegisterDaemonTaskDefinitionRequest.class, this::register)
        .on(DescribeDaemonTaskDefinitionRequest.class, this::describe)
        .on(ListDaemonTaskDefinitionsRequest.class, this::list)
        .on(DeleteDaemonTaskDefinitionRequest.class, this::delete);
  }

  private RegisterDaemonTaskDefinitionResponse register(
      RegisterDaemonTaskDefinitionRequest request, Call call) {
    Names.require("family", request.family());
    TagRules.check(request.tags());
    if (request.containerDefinitions().isEmpty()) {
      throw client("Container list cannot be empty.");
    }
    DaemonTaskDefinitionSpec definition = spec(request, call);
    List<Violation> violations =
        TaskDefinitionValidation.violations(DaemonTaskDefinitions.asTaskDefinition(definition));
    if (!violations.isEmpty()) {
      throw client("%s", TaskDefinitionErrors.messages(violations));
    }
    Honoured.require(call, UnsupportedOfDaemon.fields(definition));
    return new RegisterDaemonTaskDefinitionResponse(
        DaemonTaskDefinitionView.arn(create(definition, call), call.account()));
  }

  /** The next number that the API server grants: another gateway may be faster. */
  private DaemonTaskDefinition create(DaemonTaskDefinitionSpec definition, Call call) {
    int number =
        definitions.family(call, definition.family()).stream()
            .mapToInt(present -> present.getSpec().revision())
            .max()
            .orElse(0);
    Optional<DaemonTaskDefinition> created = Optional.empty();
    while (created.isEmpty()) {
      number++;
      created =
          definitions.store().create(resource(definition.withRevision(number), call.namespace()));
    }
    return created.get();
  }

  private static DaemonTaskDefinitionSpec spec(
      RegisterDaemonTaskDefinitionRequest request, Call call) {
    return DaemonTaskDefinitionSpecBuilder.builder()
        .family(request.family())
        .taskRoleArn(request.taskRoleArn())
        .executionRoleArn(request.executionRoleArn())
        .containerDefinitions(request.containerDefinitions())
        .volumes(request.volumes())
        .cpu(request.cpu())
        .memory(request.memory())
        .pidMode(request.pidMode())
        .ipcMode(request.ipcMode())
        .tags(request.tags())
        .registeredBy(Principals.arn(call.caller()))
        .build();
  }

  private static DaemonTaskDefinition resource(DaemonTaskDefinitionSpec spec, String namespace) {
    DaemonTaskDefinition definition = new DaemonTaskDefinition();
    definition.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(ObjectNames.taskDefinitionRevision(spec.family(), spec.revision()))
            .addToLabels(Labels.FAMILY, ObjectNames.taskDefinition(spec.family()))
            .addToLabels(Labels.REVISION, spec.revision().toString())
            .build());
    definition.setSpec(spec);
    return definition;
  }

  private DescribeDaemonTaskDefinitionResponse describe(
      DescribeDaemonTaskDefinitionRequest request, Call call) {
    return definitions
        .find(call, KnownDaemonTaskDefinitions.parse(call, request.daemonTaskDefinition()))
        .map(definition -> DaemonTaskDefinitionView.of(definition, call.account()))
        .map(DescribeDaemonTaskDefinitionResponse::new)
        .orElseThrow(DaemonErrors::unknownDefinition);
  }

  private ListDaemonTaskDefinitionsResponse list(
      ListDaemonTaskDefinitionsRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    String prefix = or(request.familyPrefix(), "");
    Collection<DaemonTaskDefinition> listed =
        definitions.all(call).stream()
            .filter(d -> d.getSpec().family().startsWith(prefix))
            .filter(d -> or(request.family(), d.getSpec().family()).equals(d.getSpec().family()))
            .filter(d -> isAsked(d, or(request.status(), DaemonTaskDefinitionStatusFilter.ACTIVE)))
            .toList();
    if (request.revision() == DaemonTaskDefinitionRevisionFilter.LAST_REGISTERED) {
      listed = newestOfEachFamily(listed);
    }
    Page<DaemonTaskDefinition> page =
        (request.sort() == SortOrder.DESC ? paging.descending() : paging)
            .of(listed, DaemonTaskDefinitionOperations::order);
    return new ListDaemonTaskDefinitionsResponse(
        page.items().stream()
            .map(definition -> DaemonTaskDefinitionView.summary(definition, call.account()))
            .toList(),
        page.nextToken());
  }

  private DeleteDaemonTaskDefinitionResponse delete(
      DeleteDaemonTaskDefinitionRequest request, Call call) {
    TaskDefinitionReference reference =
        KnownDaemonTaskDefinitions.parse(call, request.daemonTaskDefinition());
    if (reference.revision().isEmpty()) {
      throw client(
          "A revision is required: %s names a family only. Specify %s:<revision>.",
          reference.family(), reference.family());
    }
    DaemonTaskDefinition definition =
        definitions.find(call, reference).orElseThrow(DaemonErrors::unknownDefinition);
    if (!DaemonTaskDefinitions.isActive(definition)) {
      throw DaemonErrors.inactiveDefinition();
    }
    DaemonTaskDefinition deleted =
        definitions
            .store()
            .edit(
                call.namespace(),
                definition.getMetadata().getName(),
                current -> {
                  current.setSpec(
                      current
                          .getSpec()
                          .withDesiredStatus(DesiredDaemonTaskDefinitionStatus.DELETE_IN_PROGRESS));
                  return current;
                })
            .orElseThrow(DaemonErrors::unknownDefinition);
    return new DeleteDaemonTaskDefinitionResponse(
        DaemonTaskDefinitionView.arn(deleted, call.account()));
  }

  private static boolean isAsked(
      DaemonTaskDefinition definition, DaemonTaskDefinitionStatusFilter filter) {
    DaemonTaskDefinitionStatus status = DaemonTaskDefinitionView.status(definition);
    return switch (filter) {
      case ACTIVE -> status == DaemonTaskDefinitionStatus.ACTIVE;
      case DELETE_IN_PROGRESS -> status == DaemonTaskDefinitionStatus.DELETE_IN_PROGRESS;
      case ALL -> true;
    };
  }

  private static Collection<DaemonTaskDefinition> newestOfEachFamily(
      Collection<DaemonTaskDefinition> listed) {
    return listed.stream()
        .collect(
            Collectors.toMap(
                definition -> definition.getSpec().family(),
                Function.identity(),
                BinaryOperator.maxBy(
                    Comparator.comparing(definition -> definition.getSpec().revision()))))
        .values();
  }

  /** Sorts by family, then by number; no character of a family comes before the space. */
  private static String order(DaemonTaskDefinition definition) {
    return "%s %09d".formatted(definition.getSpec().family(), definition.getSpec().revision());
  }
}
