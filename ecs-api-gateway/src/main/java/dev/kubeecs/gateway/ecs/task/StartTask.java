package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.StartTaskRequest;
import dev.kubeecs.api.ecs.StartTaskResponse;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.ecs.taskdefinition.RevisionFacts;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionErrors;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * StartTask. There are no container instances to name yet, so every one that a request names is
 * missing, which is what AWS answers about one it does not know.
 */
@Singleton
public final class StartTask implements Handlers {

  private static final int MOST = 10;

  private final Clusters clusters;
  private final Revisions revisions;

  StartTask(Clusters clusters, Revisions revisions) {
    this.clusters = clusters;
    this.revisions = revisions;
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
    EcsCluster cluster = clusters.active(call, request.cluster());
    TaskDefinitionRevision revision = revisions.require(call, request.taskDefinition());
    if (!RevisionFacts.isActive(revision)) {
      throw invalidParameter(TaskDefinitionErrors.INACTIVE);
    }
    new Launch(LaunchType.EC2, null, null, request.networkConfiguration())
        .check(revision.getSpec().taskDefinition());
    Honoured.require(call, Unsupported.fields(request.overrides()));
    TaskRules.checkOverrides(
        revision.getSpec().taskDefinition(), request.overrides(), LaunchType.EC2);
    String name = ClusterFacts.name(cluster);
    List<Failure> missing =
        request.containerInstances().stream()
            .map(instance -> Identifier.parse(instance, "container-instance", call.account()))
            .map(instance -> instance.within(name).name())
            .map(id -> missing(call.account().containerInstanceArn(name, id)))
            .toList();
    return new StartTaskResponse(List.of(), missing);
  }

  private static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }
}
