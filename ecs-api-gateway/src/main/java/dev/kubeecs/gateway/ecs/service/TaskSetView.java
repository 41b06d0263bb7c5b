package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.StabilityStatus;
import dev.kubeecs.api.ecs.TaskSet;
import dev.kubeecs.gateway.ecs.LaunchTypes;
import dev.kubeecs.gateway.ecs.Platforms;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.EcsTaskSetSpec;
import dev.kubeecs.resources.service.EcsTaskSetStatus;
import dev.kubeecs.resources.service.EcsTaskSetStatusBuilder;
import dev.kubeecs.resources.service.TaskSetContent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A task set as DescribeTaskSets and DescribeServices tell it. */
public final class TaskSetView {

  private static final String PRIMARY = "PRIMARY";
  private static final EcsTaskSetStatus UNSEEN = EcsTaskSetStatusBuilder.builder().build();

  private TaskSetView() {}

  /**
   * The API's record of a task set.
   *
   * @param all task sets of the service, the oldest first
   * @param withTags whether tags are asked for
   */
  public static TaskSet of(
      EcsTaskSet taskSet,
      EcsService service,
      List<EcsTaskSet> all,
      Account account,
      boolean withTags) {
    EcsTaskSetSpec spec = taskSet.getSpec();
    EcsTaskSetStatus told = or(taskSet.getStatus(), UNSEEN);
    String cluster = ServiceFacts.cluster(service);
    String id = TaskSetContent.id(taskSet);
    LaunchType launchType = LaunchTypes.of(spec.launchType(), spec.capacityProviderStrategy());
    boolean byStrategy = !asEmpty(spec.capacityProviderStrategy()).isEmpty();
    int computed = computedDesiredCount(taskSet, service);
    return TaskSet.builder()
        .id(id)
        .taskSetArn(account.taskSetArn(cluster, ServiceFacts.name(service), id))
        .serviceArn(account.serviceArn(cluster, ServiceFacts.name(service)))
        .clusterArn(account.clusterArn(cluster))
        .startedBy(spec.startedBy())
        .externalId(spec.externalId())
        .status(status(taskSet, all))
        .taskDefinition(taskDefinitionArn(spec.taskDefinition(), account))
        .computedDesiredCount(computed)
        .pendingCount(or(told.pendingCount(), 0))
        .runningCount(or(told.runningCount(), 0))
        .createdAt(createdAt(taskSet))
        .updatedAt(or(told.updatedAt(), createdAt(taskSet)))
        .launchType(byStrategy ? null : launchType)
        .capacityProviderStrategy(asEmpty(spec.capacityProviderStrategy()))
        .platformVersion(Platforms.running(launchType, spec.platformVersion()))
        .platformFamily(Platforms.family(launchType, Optional.empty()))
        .networkConfiguration(spec.networkConfiguration())
        .loadBalancers(asEmpty(spec.loadBalancers()))
        .serviceRegistries(asEmpty(spec.serviceRegistries()))
        .scale(or(spec.scale(), NewTaskSet.NO_SCALE))
        .stabilityStatus(stability(told, computed))
        .stabilityStatusAt(or(told.stabilityStatusAt(), createdAt(taskSet)))
        .tags(withTags ? asEmpty(spec.tags()) : List.of())
        .build();
  }

  /** How many tasks it shall have. */
  public static int computedDesiredCount(EcsTaskSet taskSet, EcsService service) {
    return isDraining(taskSet)
        ? 0
        : TaskSetContent.computedDesiredCount(
            ServiceFacts.desiredCount(service), taskSet.getSpec().scale());
  }

  private static boolean isDraining(EcsTaskSet taskSet) {
    return taskSet.getMetadata().getDeletionTimestamp() != null;
  }

  /** Of several that claim to be it, the youngest is PRIMARY. */
  private static String status(EcsTaskSet taskSet, List<EcsTaskSet> all) {
    if (isDraining(taskSet)) {
      return "DRAINING";
    }
    boolean primary =
        all.stream()
            .filter(t -> !isDraining(t) && or(t.getSpec().primary(), false))
            .reduce((older, younger) -> younger)
            .filter(t -> TaskSetContent.id(t).equals(TaskSetContent.id(taskSet)))
            .isPresent();
    return primary ? PRIMARY : "ACTIVE";
  }

  /** What the operator has told holds for the count that it knew. */
  private static StabilityStatus stability(EcsTaskSetStatus told, int computed) {
    return Objects.equals(told.computedDesiredCount(), computed)
        ? or(told.stabilityStatus(), StabilityStatus.STABILIZING)
        : StabilityStatus.STABILIZING;
  }

  private static String taskDefinitionArn(String pinned, Account account) {
    return TaskDefinitionReference.parse(pinned)
        .filter(reference -> reference.revision().isPresent())
        .map(r -> account.taskDefinitionArn(r.family(), r.revision().getAsInt()))
        .orElse(pinned);
  }

  private static Instant createdAt(EcsTaskSet taskSet) {
    return Instant.parse(taskSet.getMetadata().getCreationTimestamp());
  }
}
