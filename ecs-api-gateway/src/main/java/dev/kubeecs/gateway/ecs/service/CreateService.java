package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateServiceRequest;
import dev.kubeecs.api.ecs.CreateServiceResponse;
import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.Names;
import dev.kubeecs.gateway.ecs.Principals;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.gateway.ServiceGateways;
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
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.volume.LaunchVolumes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** CreateService. */
@Singleton
public final class CreateService implements Handlers {

  private static final int LONGEST_CLIENT_TOKEN = 64;

  private final Clusters clusters;
  private final Revisions revisions;
  private final Services services;
  private final ServiceQueries queries;
  private final ServiceLoadBalancers loadBalancers;
  private final ServiceGateways gateways;
  private final ServiceRegistries registries;
  private final ServiceConnections connections;
  private final AlarmSource alarms;

  CreateService(
      Clusters clusters,
      Revisions revisions,
      Services services,
      ServiceQueries queries,
      ServiceLoadBalancers loadBalancers,
      ServiceGateways gateways,
      ServiceRegistries registries,
      ServiceConnections connections,
      AlarmSource alarms) {
    this.clusters = clusters;
    this.revisions = revisions;
    this.services = services;
    this.queries = queries;
    this.loadBalancers = loadBalancers;
    this.gateways = gateways;
    this.registries = registries;
    this.connections = connections;
    this.alarms = alarms;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(CreateServiceRequest.class, this::create);
  }

  /**
   * Creates a service of which everything is decided.
   *
   * @param definition that its tasks shall run
   */
  public EcsService create(Call call, EcsServiceSpec spec, TaskDefinitionSpec definition) {
    EcsCluster cluster = clusters.active(call, spec.cluster());
    Launch.of(
            spec.launchType(),
            spec.capacityProviderStrategy(),
            spec.platformVersion(),
            spec.networkConfiguration(),
            cluster.getSpec())
        .check(definition);
    ServiceRules.check(call, spec);
    requireFree(call, spec.cluster(), spec.serviceName());
    services.find(call, spec.cluster(), spec.serviceName()).ifPresent(this::removeEnded);
    return services
        .store()
        .create(
            NewService.of(
                spec.withCreatedBy(Principals.arn(call.caller()))
                    .withDeploymentId(Identifiers.deploymentId()),
                Optional.empty(),
                call.namespace()))
        // Another gateway was faster.
        .orElseThrow(ServiceErrors::exists);
  }

  /** Refuses the name of a service that has not ended. */
  public void requireFree(Call call, String cluster, String name) {
    services
        .find(call, cluster, name)
        .filter(present -> !ServiceFacts.isInactive(present))
        .ifPresent(
            present -> {
              throw ServiceFacts.isActive(present)
                  ? ServiceErrors.exists()
                  : ServiceErrors.draining();
            });
  }

  private CreateServiceResponse create(CreateServiceRequest request, Call call) {
    Names.require("serviceName", request.serviceName());
    TagRules.check(request.tags());
    requireShort(request.clientToken());
    EcsCluster cluster = clusters.active(call, request.cluster());
    String clusterName = ClusterFacts.name(cluster);
    Optional<ClientToken> token = ClientToken.of(request.clientToken(), request);
    Optional<EcsService> present = services.find(call, clusterName, request.serviceName());
    if (present.isPresent() && ServiceFacts.isActive(present.get())) {
      return repeated(present.get(), token, call);
    }
    EcsServiceSpec spec = spec(request, call, cluster);
    present.ifPresent(this::removeEnded);
    EcsService created =
        services
            .store()
            .create(NewService.of(spec, token, call.namespace()))
            // Another gateway was faster.
            .orElseThrow(ServiceErrors::exists);
    return new CreateServiceResponse(queries.view(call, created, true));
  }

  private CreateServiceResponse repeated(
      EcsService service, Optional<ClientToken> token, Call call) {
    boolean same =
        token
            .filter(t -> t.token().equals(service.getSpec().clientToken()))
            .filter(t -> t.madeAlike(service.getMetadata().getAnnotations()))
            .isPresent();
    if (!same) {
      throw ServiceErrors.exists();
    }
    return new CreateServiceResponse(queries.view(call, service, true));
  }

  private EcsServiceSpec spec(CreateServiceRequest request, Call call, EcsCluster cluster) {
    if (isExternal(request)) {
      return external(request, call, cluster);
    }
    if (request.taskDefinition() == null) {
      throw invalidParameter("taskDefinition must be specified.");
    }
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
    Launch.checkVolumes(
        revision.getSpec().taskDefinition(),
        LaunchVolumes.ofService(request.volumeConfigurations()));
    loadBalancers.check(call, request.loadBalancers(), revision.getSpec().taskDefinition());
    ServiceGateways.check(request.gatewayConnectors(), revision.getSpec().taskDefinition());
    registries.check(call, request.serviceRegistries(), revision.getSpec().taskDefinition());
    ServiceConnectConfiguration connect =
        connections.settled(request.serviceConnectConfiguration(), cluster.getSpec());
    connections.check(
        call,
        connect,
        revision.getSpec().taskDefinition(),
        ObjectNames.service(ClusterFacts.name(cluster), request.serviceName()));
    EcsServiceSpec spec =
        NewService.spec(request, ClusterFacts.name(cluster), RevisionFacts.pinned(revision), launch)
            .withServiceConnectConfiguration(connect)
            .withGateways(gateways.of(call, cluster, request.gatewayConnectors()))
            .withCreatedBy(Principals.arn(call.caller()))
            .withDeploymentId(Identifiers.deploymentId());
    ServiceRules.checkDesiredCount(request.desiredCount(), spec);
    ServiceRules.check(call, spec);
    CodeDeployController.check(request, spec);
    alarms.check(call, spec);
    return spec;
  }

  private static EcsServiceSpec external(
      CreateServiceRequest request, Call call, EcsCluster cluster) {
    ExternalRules.check(request);
    Launch launch = new Launch(request.launchType(), null, null, null);
    EcsServiceSpec spec =
        NewService.spec(request, ClusterFacts.name(cluster), null, launch)
            .withDesiredCount(or(request.desiredCount(), 0))
            .withCreatedBy(Principals.arn(call.caller()));
    ServiceRules.checkDesiredCount(request.desiredCount(), spec);
    ServiceRules.check(call, spec);
    return spec;
  }

  private static boolean isExternal(CreateServiceRequest request) {
    return request.deploymentController() != null
        && request.deploymentController().type() == DeploymentControllerType.EXTERNAL;
  }

  /** An INACTIVE service makes room for another of its name; a DRAINING one does not. */
  private void removeEnded(EcsService service) {
    if (!ServiceFacts.isInactive(service) || !services.store().makeRoom(service)) {
      throw ServiceErrors.draining();
    }
  }

  private static void requireShort(String clientToken) {
    if (clientToken != null && clientToken.length() > LONGEST_CLIENT_TOKEN) {
      throw invalidParameter("clientToken can have at most %d characters.", LONGEST_CLIENT_TOKEN);
    }
  }
}
