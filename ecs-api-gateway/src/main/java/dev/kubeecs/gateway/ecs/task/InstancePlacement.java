package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ContainerInstanceStatus;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.PlacementStrategyType;
import dev.kubeecs.api.ecs.RunTaskRequest;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.containerinstance.ContainerInstance;
import dev.kubeecs.gateway.ecs.containerinstance.ContainerInstances;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.query.ExpressionParser;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.placement.Candidate;
import dev.kubeecs.resources.placement.Expressions;
import dev.kubeecs.resources.placement.Obstacle;
import dev.kubeecs.resources.placement.Placed;
import dev.kubeecs.resources.placement.Placing;
import dev.kubeecs.resources.placement.TaskDemand;
import dev.kubeecs.resources.placement.Wanted;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.taskdefinition.Overrides;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Whether container instances have room for tasks, as RunTask and StartTask must answer at once.
 */
@Singleton
final class InstancePlacement {

  private final ContainerInstances instances;
  private final Revisions revisions;
  private final int cpuRequestPercent;

  InstancePlacement(
      ContainerInstances instances, Revisions revisions, GatewayConfiguration configuration) {
    this.instances = instances;
    this.revisions = revisions;
    this.cpuRequestPercent = configuration.cpuRequestPercent();
  }

  /**
   * What becomes of each task of a request: empty, or why it finds no place.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException} if the
   *     cluster has no instance at all
   */
  List<Optional<Failure>> failures(
      RunTaskRequest request,
      Call call,
      EcsCluster cluster,
      TaskDefinitionRevision revision,
      Launch launch) {
    List<Candidate> candidates =
        instances.in(call, cluster).stream()
            .filter(instance -> isOf(launch.kind(), instance))
            .filter(instance -> NodeInstance.isSchedulable(instance.node()))
            .map(instance -> new Candidate(instance.instance(), instance.remaining()))
            .toList();
    if (candidates.isEmpty()) {
      throw invalidParameter("No Container Instances were found in your cluster.");
    }
    List<Candidate> left = afterWaiting(call, cluster, candidates);
    Wanted wanted = wanted(request, revision);
    return Placing.all(left, wanted, or(request.count(), 1)).stream()
        .map(
            placed ->
                switch (placed) {
                  case Placed.On on -> Optional.<Failure>empty();
                  case Placed.Nowhere nowhere ->
                      Optional.of(
                          failure(call, cluster, nowhere.instance(), nowhere.obstacle().reason())
                              .toBuilder()
                              .detail(detail(nowhere, candidates, wanted))
                              .build());
                })
        .toList();
  }

  /** Why an instance that was named does not take a task; empty if it does. */
  Optional<Failure> failure(
      RunTaskRequest request,
      Call call,
      EcsCluster cluster,
      TaskDefinitionRevision revision,
      String id) {
    Optional<ContainerInstance> named = instances.find(call, cluster, id);
    if (named.isEmpty()) {
      return Optional.of(failure(call, cluster, id, "MISSING"));
    }
    if (named.get().status().filter(ContainerInstanceStatus.ACTIVE::equals).isEmpty()) {
      return Optional.of(failure(call, cluster, id, "INACTIVE"));
    }
    Candidate candidate = new Candidate(named.get().instance(), named.get().remaining());
    return Placing.obstacle(candidate, wanted(request, revision))
        .map(obstacle -> failure(call, cluster, id, obstacle.reason()));
  }

  /** Which attribute is in the way, if one is; null else. */
  private static String detail(Placed.Nowhere nowhere, List<Candidate> candidates, Wanted wanted) {
    return nowhere.obstacle() != Obstacle.ATTRIBUTE
        ? null
        : candidates.stream()
            .map(Candidate::instance)
            .filter(instance -> instance.id().equals(nowhere.instance()))
            .map(instance -> String.join(", ", Placing.lacking(instance, wanted)) + ".")
            .findFirst()
            .orElse(null);
  }

  /** Tasks that were asked for a moment ago take their places first. */
  private List<Candidate> afterWaiting(Call call, EcsCluster cluster, List<Candidate> candidates) {
    List<Candidate> left = candidates;
    for (EcsTask task : instances.waiting(call, cluster)) {
      Optional<TaskDefinitionRevision> revision =
          TaskFacts.definition(task).flatMap(reference -> revisions.find(call, reference));
      // One that is pinned or cannot be placed is no matter to others, as far as anybody knows.
      if (revision.isPresent() && task.getSpec().containerInstance() == null) {
        left = Placing.after(left, wanted(asRequest(task.getSpec()), revision.get()));
      }
    }
    return left;
  }

  private static RunTaskRequest asRequest(EcsTaskSpec task) {
    return RunTaskRequest.builder()
        .taskDefinition(task.taskDefinition())
        .group(task.group())
        .overrides(task.overrides())
        .placementConstraints(task.placementConstraints())
        .placementStrategy(task.placementStrategy())
        .build();
  }

  private Wanted wanted(RunTaskRequest request, TaskDefinitionRevision revision) {
    TaskDefinitionSpec definition =
        Overrides.applied(revision.getSpec().taskDefinition(), request.overrides());
    return new Wanted(
        TaskDemand.of(definition, cpuRequestPercent),
        or(request.group(), "family:" + revision.getSpec().family()),
        Expressions.of(request.placementConstraints(), definition.placementConstraints()).stream()
            .map(ExpressionParser::parse)
            .toList(),
        Expressions.areDistinct(request.placementConstraints()),
        asEmpty(request.placementStrategy()).stream()
            .anyMatch(strategy -> strategy.type() == PlacementStrategyType.BINPACK));
  }

  private static boolean isOf(LaunchType kind, ContainerInstance instance) {
    return switch (kind) {
      case EC2, FARGATE -> true;
      case EXTERNAL, MANAGED_INSTANCES ->
          kind.toString()
              .equals(asEmpty(instance.node().getMetadata().getLabels()).get(Labels.LAUNCH_TYPE));
    };
  }

  private static Failure failure(Call call, EcsCluster cluster, String id, String reason) {
    return Failure.builder()
        .arn(call.account().containerInstanceArn(ClusterFacts.name(cluster), id))
        .reason(reason)
        .build();
  }
}
