package dev.kubeecs.gateway.ecs.taskset;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateTaskSetRequest;
import dev.kubeecs.api.ecs.CreateTaskSetResponse;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.NewTaskSet;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.ecs.service.TaskSetView;
import dev.kubeecs.gateway.ecs.service.TaskSets;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.ecs.taskdefinition.RevisionFacts;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionErrors;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.EcsTaskSetSpec;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.service.validation.UnsupportedOfService;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import jakarta.inject.Singleton;
import java.util.Optional;

/** CreateTaskSet. */
@Singleton
public final class CreateTaskSet implements Handlers {

  private static final int LONGEST_CLIENT_TOKEN = 64;

  private final Clusters clusters;
  private final Revisions revisions;
  private final Services services;
  private final TaskSets taskSets;

  CreateTaskSet(Clusters clusters, Revisions revisions, Services services, TaskSets taskSets) {
    this.clusters = clusters;
    this.revisions = revisions;
    this.services = services;
    this.taskSets = taskSets;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(CreateTaskSetRequest.class, this::create);
  }

  private CreateTaskSetResponse create(CreateTaskSetRequest request, Call call) {
    TagRules.check(request.tags());
    if (or(request.clientToken(), "").length() > LONGEST_CLIENT_TOKEN) {
      throw invalidParameter("clientToken can have at most %d characters.", LONGEST_CLIENT_TOKEN);
    }
    EcsCluster cluster = clusters.active(call, request.cluster());
    EcsService service =
        TaskSetRules.requireExternal(
            services.require(call, ClusterFacts.name(cluster), request.service()));
    EcsTaskSetSpec spec = spec(request, call, cluster, service);
    Optional<ClientToken> token = ClientToken.of(request.clientToken(), request);
    String digits =
        token
            .map(t -> Identifiers.nineteenDigits(Identifiers.uuid(t.id(call, 0))))
            .orElseGet(Identifiers::deploymentId);
    EcsTaskSet wanted = NewTaskSet.of(spec, service, digits, token);
    EcsTaskSet made = taskSets.store().create(wanted).orElseGet(() -> madeBefore(wanted, token));
    return new CreateTaskSetResponse(
        TaskSetView.of(made, service, taskSets.of(service), call.account(), true));
  }

  private EcsTaskSetSpec spec(
      CreateTaskSetRequest request, Call call, EcsCluster cluster, EcsService service) {
    TaskDefinitionRevision revision = revisions.require(call, request.taskDefinition());
    if (!RevisionFacts.isActive(revision)) {
      throw client(TaskDefinitionErrors.INACTIVE);
    }
    Launch launch =
        Launch.of(
            request.launchType(),
            request.capacityProviderStrategy(),
            request.platformVersion(),
            request.networkConfiguration(),
            cluster.getSpec());
    launch.check(revision.getSpec().taskDefinition());
    EcsTaskSetSpec spec = NewTaskSet.spec(request, service, RevisionFacts.pinned(revision), launch);
    Honoured.require(
        call, UnsupportedOfService.fields(TaskSetContent.asService(service.getSpec(), spec)));
    return spec;
  }

  /** The task set that the same request made when it came the first time. */
  private EcsTaskSet madeBefore(EcsTaskSet wanted, Optional<ClientToken> token) {
    return taskSets
        .store()
        .find(wanted.getMetadata().getNamespace(), wanted.getMetadata().getName())
        .filter(
            before ->
                token.filter(t -> t.madeAlike(before.getMetadata().getAnnotations())).isPresent())
        .orElseThrow(() -> invalidParameter("Creation of task set was not idempotent."));
  }
}
