package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.PropagateTags;
import dev.kubeecs.api.ecs.RunTaskRequest;
import dev.kubeecs.api.ecs.StartTaskRequest;
import dev.kubeecs.api.ecs.StartTaskResponse;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.containerinstance.ContainerInstances;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.ecs.taskdefinition.RevisionFacts;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionErrors;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import dev.kubeecs.resources.taskdefinition.validation.UnsupportedVolumes;
import dev.kubeecs.resources.volume.LaunchVolumes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** StartTask: one resource for each container instance that is named, pinned to it. */
@Singleton
public final class StartTask implements Handlers {

  private static final int MOST = 10;

  private final Clusters clusters;
  private final Revisions revisions;
  private final Tasks tasks;
  private final TaskQueries queries;
  private final InstancePlacement placement;
  private final TaskRoles roles;

  StartTask(
      Clusters clusters,
      Revisions revisions,
      Tasks tasks,
      TaskQueries queries,
      InstancePlacement placement,
      TaskRoles roles) {
    this.clusters = clusters;
    this.revisions = revisions;
    this.tasks = tasks;
    this.queries = queries;
    this.placement = placement;
    this.roles = roles;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(StartTaskRequest.class, this::start);
  }

  private StartTaskResponse start(StartTaskRequest request, Call call) {
    if (request.containerInstances().isEmpty() || request.containerInstances().size() > MOST) {
      throw invalidParameter("containerInstances must have between 1 and %d items.", MOST);
    }
    TaskRules.requireShort(request.startedBy(), request.group(), null, request.referenceId());
    TagRules.check(request.tags());
    if (request.propagateTags() == PropagateTags.SERVICE) {
      throw invalidParameter("propagateTags: a task that runs on its own has no service.");
    }
    EcsCluster cluster = clusters.active(call, request.cluster());
    TaskDefinitionRevision revision = revisions.require(call, request.taskDefinition());
    if (!RevisionFacts.isActive(revision)) {
      throw invalidParameter(TaskDefinitionErrors.INACTIVE);
    }
    Launch launch = new Launch(LaunchType.EC2, null, null, request.networkConfiguration());
    launch.check(revision.getSpec().taskDefinition());
    Honoured.require(call, Unsupported.fields(request.overrides()));
    var volumes = LaunchVolumes.ofTask(request.volumeConfigurations());
    Honoured.require(call, UnsupportedVolumes.of(volumes));
    Launch.checkVolumes(revision.getSpec().taskDefinition(), volumes);
    TaskRules.checkOverrides(
        revision.getSpec().taskDefinition(), request.overrides(), LaunchType.EC2);
    roles.requireAssumable(call, revision, request.overrides());
    RunTaskRequest alike = alike(request);
    EcsTaskSpec spec =
        NewTask.spec(alike, ClusterFacts.name(cluster), revision, launch, Optional.empty());
    List<String> ids =
        request.containerInstances().stream()
            .map(reference -> ContainerInstances.id(call, cluster, reference))
            .toList();
    List<Task> started = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String id : ids) {
      placement
          .failure(alike, call, cluster, revision, id)
          .ifPresentOrElse(
              failures::add,
              () -> started.add(create(call, spec.withContainerInstance(id), revision)));
    }
    return new StartTaskResponse(started, failures);
  }

  private Task create(Call call, EcsTaskSpec spec, TaskDefinitionRevision revision) {
    EcsTask task =
        NewTask.of(spec, Identifiers.taskId(), revision, Optional.empty(), call.namespace());
    EcsTask created =
        tasks.store().create(task).orElseThrow(() -> new IllegalStateException("an id came twice"));
    return queries.view(call, created, true);
  }

  /** RunTask takes all that StartTask takes, but for the instances. */
  private static RunTaskRequest alike(StartTaskRequest request) {
    return RunTaskRequest.builder()
        .taskDefinition(request.taskDefinition())
        .group(request.group())
        .overrides(request.overrides())
        .enableECSManagedTags(request.enableECSManagedTags())
        .enableExecuteCommand(request.enableExecuteCommand())
        .propagateTags(request.propagateTags())
        .referenceId(request.referenceId())
        .startedBy(request.startedBy())
        .volumeConfigurations(request.volumeConfigurations())
        .tags(request.tags())
        .build();
  }
}
