package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.PropagateTags;
import dev.kubeecs.api.ecs.RunTaskRequest;
import dev.kubeecs.api.ecs.RunTaskResponse;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.ecs.taskdefinition.RevisionFacts;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionErrors;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import dev.kubeecs.resources.taskdefinition.validation.UnsupportedVolumes;
import dev.kubeecs.resources.volume.LaunchVolumes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** RunTask: one resource for each task. */
@Singleton
public final class RunTask implements Handlers {

  private static final int MOST = 10;

  private final Clusters clusters;
  private final Revisions revisions;
  private final Tasks tasks;
  private final TaskQueries queries;
  private final EmptyCapacityProviders emptyProviders;
  private final InstancePlacement placement;
  private final TaskRoles roles;

  RunTask(
      Clusters clusters,
      Revisions revisions,
      Tasks tasks,
      TaskQueries queries,
      EmptyCapacityProviders emptyProviders,
      InstancePlacement placement,
      TaskRoles roles) {
    this.clusters = clusters;
    this.revisions = revisions;
    this.tasks = tasks;
    this.queries = queries;
    this.emptyProviders = emptyProviders;
    this.placement = placement;
    this.roles = roles;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(RunTaskRequest.class, this::run);
  }

  private RunTaskResponse run(RunTaskRequest request, Call call) {
    Prepared prepared = prepared(request, call);
    Optional<ClientToken> token = ClientToken.of(request.clientToken(), request);
    List<Task> started = new ArrayList<>();
    List<Failure> failures = new ArrayList<>(prepared.failures());
    for (EcsTask task : prepared.tasks()) {
      Optional<Failure> empty = emptyProviders.failure(call, task);
      if (empty.isPresent()) {
        failures.add(empty.get());
        continue;
      }
      try {
        EcsTask made = tasks.store().create(task).orElseGet(() -> madeBefore(task, token, call));
        started.add(queries.view(call, made, true));
      } catch (AwsException refused) {
        // The first refusal is the request's fault; one after a success is a quota's.
        if (started.isEmpty()) {
          throw refused;
        }
        failures.add(Failure.builder().reason(refused.code()).detail(refused.getMessage()).build());
      }
    }
    return new RunTaskResponse(started, failures);
  }

  private Prepared prepared(RunTaskRequest request, Call call) {
    int count = or(request.count(), 1);
    if (count < 1 || count > MOST) {
      throw invalidParameter("count must be between 1 and %d.", MOST);
    }
    TaskRules.requireShort(
        request.startedBy(), request.group(), request.clientToken(), request.referenceId());
    TagRules.check(request.tags());
    if (request.propagateTags() == PropagateTags.SERVICE) {
      throw invalidParameter("propagateTags: a task that runs on its own has no service.");
    }
    EcsCluster cluster = clusters.active(call, request.cluster());
    TaskDefinitionRevision revision = revisions.require(call, request.taskDefinition());
    if (!RevisionFacts.isActive(revision)) {
      throw invalidParameter(TaskDefinitionErrors.INACTIVE);
    }
    Launch launch =
        Launch.of(
            request.launchType(),
            request.capacityProviderStrategy(),
            request.platformVersion(),
            request.networkConfiguration(),
            cluster.getSpec());
    launch.check(revision.getSpec().taskDefinition());
    Honoured.require(call, Unsupported.fields(request.overrides()));
    var volumes = LaunchVolumes.ofTask(request.volumeConfigurations());
    Honoured.require(call, UnsupportedVolumes.of(volumes));
    Launch.checkVolumes(revision.getSpec().taskDefinition(), volumes);
    TaskRules.checkOverrides(
        revision.getSpec().taskDefinition(), request.overrides(), launch.kind());
    Launch.checkPlacement(
        launch.kind(), request.placementConstraints(), request.placementStrategy());
    roles.requireAssumable(call, revision, request.overrides());
    List<EcsTask> all = resources(request, call, ClusterFacts.name(cluster), revision, launch);
    // A request that is repeated gets its tasks, whatever room there is left by now.
    boolean repeated =
        tasks.store().find(call.namespace(), TaskFacts.id(all.getFirst())).isPresent();
    return repeated || launch.kind() == LaunchType.FARGATE || launch.strategy() != null
        ? new Prepared(all, List.of())
        : placed(all, placement.failures(request, call, cluster, revision, launch));
  }

  private static Prepared placed(List<EcsTask> all, List<Optional<Failure>> failures) {
    List<EcsTask> placed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (failures.get(i).isEmpty()) {
        placed.add(all.get(i));
      }
    }
    return new Prepared(placed, failures.stream().flatMap(Optional::stream).toList());
  }

  /** The tasks that can be made, and why others cannot. */
  private record Prepared(List<EcsTask> tasks, List<Failure> failures) {}

  private static List<EcsTask> resources(
      RunTaskRequest request,
      Call call,
      String cluster,
      TaskDefinitionRevision revision,
      Launch launch) {
    int count = or(request.count(), 1);
    Optional<ClientToken> token = ClientToken.of(request.clientToken(), request);
    List<String> providers =
        launch.strategy() == null
            ? List.of()
            : CapacityProviderStrategies.shares(launch.strategy(), count);
    List<EcsTask> resources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      Optional<String> provider =
          providers.isEmpty() ? Optional.empty() : Optional.of(providers.get(i));
      String id = token.map(t -> t.id(call, index)).orElseGet(Identifiers::taskId);
      resources.add(
          NewTask.of(
              NewTask.spec(request, cluster, revision, launch, provider),
              id,
              revision,
              token,
              call.namespace()));
    }
    return resources;
  }

  /** The task that the same request made when it came the first time. */
  private EcsTask madeBefore(EcsTask task, Optional<ClientToken> token, Call call) {
    EcsTask before =
        tasks.store().find(call.namespace(), TaskFacts.id(task)).orElseThrow(RunTask::conflict);
    boolean same =
        token.filter(t -> t.madeAlike(before.getMetadata().getAnnotations())).isPresent();
    if (!same) {
      throw conflict();
    }
    return before;
  }

  private static AwsException conflict() {
    return new AwsException(
        "ConflictException",
        "The RunTask request could not be processed due to conflicts. The provided clientToken "
            + "is already in use with a different RunTask request.");
  }
}
