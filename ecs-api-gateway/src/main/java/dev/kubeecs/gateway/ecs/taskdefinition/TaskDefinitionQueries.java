package dev.kubeecs.gateway.ecs.taskdefinition;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DescribeTaskDefinitionRequest;
import dev.kubeecs.api.ecs.DescribeTaskDefinitionResponse;
import dev.kubeecs.api.ecs.ListTaskDefinitionFamiliesRequest;
import dev.kubeecs.api.ecs.ListTaskDefinitionFamiliesResponse;
import dev.kubeecs.api.ecs.ListTaskDefinitionsRequest;
import dev.kubeecs.api.ecs.ListTaskDefinitionsResponse;
import dev.kubeecs.api.ecs.SortOrder;
import dev.kubeecs.api.ecs.TaskDefinitionFamilyStatus;
import dev.kubeecs.api.ecs.TaskDefinitionField;
import dev.kubeecs.api.ecs.TaskDefinitionStatus;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** DescribeTaskDefinition, ListTaskDefinitions and ListTaskDefinitionFamilies, from caches. */
@Singleton
public final class TaskDefinitionQueries implements Handlers {

  private static final int MOST_LISTED = 100;

  private final Revisions revisions;

  TaskDefinitionQueries(Revisions revisions) {
    this.revisions = revisions;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeTaskDefinitionRequest.class, this::describe)
        .on(ListTaskDefinitionsRequest.class, this::list)
        .on(ListTaskDefinitionFamiliesRequest.class, this::listFamilies);
  }

  private DescribeTaskDefinitionResponse describe(
      DescribeTaskDefinitionRequest request, Call call) {
    TaskDefinitionRevision revision =
        revisions
            .find(call, Revisions.parse(call, request.taskDefinition()))
            .orElseThrow(TaskDefinitionErrors::unknown);
    boolean withTags = asEmpty(request.include()).contains(TaskDefinitionField.TAGS);
    return new DescribeTaskDefinitionResponse(
        TaskDefinitionView.of(revision, call.account()),
        withTags ? revision.getSpec().currentTags() : null);
  }

  private ListTaskDefinitionsResponse list(ListTaskDefinitionsRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    TaskDefinitionStatus status = or(request.status(), TaskDefinitionStatus.ACTIVE);
    Collection<TaskDefinitionRevision> candidates =
        request.familyPrefix() == null
            ? revisions.all(call)
            : revisions.family(call, request.familyPrefix());
    List<TaskDefinitionRevision> listed =
        candidates.stream().filter(r -> RevisionFacts.status(r) == status).toList();
    Page<TaskDefinitionRevision> page =
        (request.sort() == SortOrder.DESC ? paging.descending() : paging)
            .of(listed, TaskDefinitionQueries::order);
    return new ListTaskDefinitionsResponse(
        page.items().stream().map(r -> RevisionFacts.arn(r, call.account())).toList(),
        page.nextToken());
  }

  private ListTaskDefinitionFamiliesResponse listFamilies(
      ListTaskDefinitionFamiliesRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    String prefix = or(request.familyPrefix(), "");
    TaskDefinitionFamilyStatus status = or(request.status(), TaskDefinitionFamilyStatus.ALL);
    // A family whose last revision is being deleted is there for its counter only.
    Map<String, Boolean> active =
        revisions.all(call).stream()
            .filter(r -> RevisionFacts.status(r) != TaskDefinitionStatus.DELETE_IN_PROGRESS)
            .filter(r -> r.getSpec().family().startsWith(prefix))
            .collect(
                Collectors.toMap(
                    r -> r.getSpec().family(), RevisionFacts::isActive, Boolean::logicalOr));
    Page<String> page =
        paging.of(
            active.keySet().stream().filter(family -> has(status, active.get(family))).toList(),
            Function.identity());
    return new ListTaskDefinitionFamiliesResponse(page.items(), page.nextToken());
  }

  private static boolean has(TaskDefinitionFamilyStatus status, boolean active) {
    return switch (status) {
      case ALL -> true;
      case ACTIVE -> active;
      case INACTIVE -> !active;
    };
  }

  /** Sorts by family, then by number; no character of a family comes before the space. */
  private static String order(TaskDefinitionRevision revision) {
    return "%s %09d".formatted(revision.getSpec().family(), revision.getSpec().revision());
  }
}
