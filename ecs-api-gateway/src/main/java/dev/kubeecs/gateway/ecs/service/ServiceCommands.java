package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeleteServiceRequest;
import dev.kubeecs.api.ecs.DeleteServiceResponse;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.api.ecs.UpdateServiceRequest;
import dev.kubeecs.api.ecs.UpdateServiceResponse;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.gateway.ServiceGateways;
import dev.kubeecs.gateway.ecs.taskdefinition.RevisionFacts;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionErrors;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import dev.kubeecs.resources.service.RevisionContent;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.volume.LaunchVolumes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** UpdateService and DeleteService. */
@Singleton
public final class ServiceCommands implements Handlers {

  private final Clusters clusters;
  private final Revisions revisions;
  private final Services services;
  private final ServiceQueries queries;
  private final RunningContent content;
  private final ServiceLoadBalancers loadBalancers;
  private final ServiceGateways gateways;
  private final ServiceRegistries registries;
  private final ServiceConnections connections;
  private final AlarmSource alarms;

  ServiceCommands(
      Clusters clusters,
      Revisions revisions,
      Services services,
      ServiceQueries queries,
      RunningContent content,
      ServiceLoadBalancers loadBalancers,
      ServiceGateways gateways,
      ServiceRegistries registries,
      ServiceConnections connections,
      AlarmSource alarms) {
    this.clusters = clusters;
    this.revisions = revisions;
    this.services = services;
    this.queries = queries;
    this.content = content;
    this.loadBalancers = loadBalancers;
    this.gateways = gateways;
    this.registries = registries;
    this.connections = connections;
    this.alarms = alarms;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(UpdateServiceRequest.class, this::update)
        .on(DeleteServiceRequest.class, this::delete);
  }

  /** A deployment that is asked for takes up the gateways that the cluster has now. */
  private List<String> gateways(
      UpdateServiceRequest request, EcsServiceSpec spec, EcsCluster cluster, Call call) {
    return request.gatewayConnectors() == null && !or(request.forceNewDeployment(), false)
        ? spec.gateways()
        : gateways.of(call, cluster, or(request.gatewayConnectors(), spec.gatewayConnectors()));
  }

  private UpdateServiceResponse update(UpdateServiceRequest asked, Call call) {
    EcsCluster cluster = clusters.active(call, asked.cluster());
    return update(
        asked.toBuilder()
            .serviceConnectConfiguration(
                connections.settled(asked.serviceConnectConfiguration(), cluster.getSpec()))
            .build(),
        cluster,
        call);
  }

  private UpdateServiceResponse update(
      UpdateServiceRequest request, EcsCluster cluster, Call call) {
    EcsService service = services.require(call, ClusterFacts.name(cluster), request.service());
    Optional<TaskDefinitionRevision> asked =
        Optional.ofNullable(request.taskDefinition()).map(text -> active(call, text));
    String deploymentId = Identifiers.deploymentId();
    EcsService updated =
        edit(
            service,
            current -> {
              requireActive(current);
              EcsServiceSpec spec = content.of(current);
              ExternalRules.check(request, spec);
              CodeDeployController.check(request, spec);
              Launch launch = ServiceUpdate.launch(request, spec, cluster.getSpec());
              asked
                  .or(() -> running(call, spec))
                  .ifPresent(
                      revision -> {
                        launch.check(revision.getSpec().taskDefinition());
                        loadBalancers.check(
                            call,
                            or(request.loadBalancers(), spec.loadBalancers()),
                            revision.getSpec().taskDefinition());
                        ServiceGateways.check(
                            or(request.gatewayConnectors(), spec.gatewayConnectors()),
                            revision.getSpec().taskDefinition());
                        registries.check(
                            call,
                            or(request.serviceRegistries(), spec.serviceRegistries()),
                            revision.getSpec().taskDefinition());
                        connections.check(
                            call,
                            connections.settled(
                                or(
                                    request.serviceConnectConfiguration(),
                                    spec.serviceConnectConfiguration()),
                                cluster.getSpec()),
                            revision.getSpec().taskDefinition(),
                            current.getMetadata().getName());
                      });
              EcsServiceSpec changed =
                  ServiceUpdate.routed(
                      ServiceUpdate.of(
                          request,
                          spec,
                          launch,
                          asked.map(RevisionFacts::pinned).orElse(null),
                          deploymentId),
                      spec,
                      gateways(request, spec, cluster, call),
                      deploymentId);
              CodeDeployController.checkUndeployed(changed, spec);
              ServiceRules.checkDesiredCount(request.desiredCount(), changed);
              ServiceRules.check(call, changed);
              alarms.check(call, changed);
              asked
                  .or(() -> running(call, spec))
                  .ifPresent(
                      revision ->
                          Launch.checkVolumes(
                              revision.getSpec().taskDefinition(),
                              LaunchVolumes.ofService(changed.volumeConfigurations())));
              current.setSpec(RunningContent.toWrite(current.getSpec(), changed));
              return current;
            });
    return new UpdateServiceResponse(queries.view(call, updated, true));
  }

  /** Changes an ACTIVE service; what a revision holds and is another begins a deployment. */
  public EcsService change(EcsService service, UnaryOperator<EcsServiceSpec> change) {
    String deploymentId = Identifiers.deploymentId();
    return edit(
        service,
        current -> {
          requireActive(current);
          EcsServiceSpec spec = content.of(current);
          EcsServiceSpec changed = change.apply(spec);
          current.setSpec(
              RunningContent.toWrite(
                  current.getSpec(),
                  RevisionContent.differs(changed, spec)
                      ? changed.withDeploymentId(deploymentId)
                      : changed));
          return current;
        });
  }

  /**
   * Begins a deployment of an ACTIVE service, whether it runs the same already or not.
   *
   * @param change what CodeDeploy makes of the service
   * @throws dev.kubeecs.gateway.protocol.AwsException if UpdateService would refuse it
   */
  public EcsService deploy(Call call, EcsService service, UnaryOperator<EcsServiceSpec> change) {
    EcsCluster cluster = clusters.active(call, ServiceFacts.cluster(service));
    String deploymentId = Identifiers.deploymentId();
    return edit(
        service,
        current -> {
          requireActive(current);
          EcsServiceSpec changed = change.apply(content.of(current)).withDeploymentId(deploymentId);
          TaskDefinitionSpec definition =
              active(call, changed.taskDefinition()).getSpec().taskDefinition();
          Launch.of(
                  changed.launchType(),
                  changed.capacityProviderStrategy(),
                  changed.platformVersion(),
                  changed.networkConfiguration(),
                  cluster.getSpec())
              .check(definition);
          loadBalancers.check(call, changed.loadBalancers(), definition);
          registries.check(call, changed.serviceRegistries(), definition);
          ServiceRules.check(call, changed);
          Launch.checkVolumes(definition, LaunchVolumes.ofService(changed.volumeConfigurations()));
          current.setSpec(changed);
          return current;
        });
  }

  /** Ends a service, however many tasks it wants. */
  public EcsService end(EcsService service) {
    return edit(
        service,
        current -> {
          current.setSpec(ended(current.getSpec()));
          return current;
        });
  }

  private DeleteServiceResponse delete(DeleteServiceRequest request, Call call) {
    String cluster = clusters.existing(call, request.cluster());
    EcsService service = services.require(call, cluster, request.service());
    if (ServiceFacts.state(service) == ServiceState.INACTIVE) {
      throw ServiceErrors.notFound();
    }
    boolean forced = Boolean.TRUE.equals(request.force());
    EcsService deleted =
        edit(
            service,
            current -> {
              if (!forced && ServiceFacts.isScaledAboveZero(current)) {
                throw ServiceErrors.scaledAboveZero();
              }
              current.setSpec(ended(current.getSpec()));
              return current;
            });
    return new DeleteServiceResponse(queries.view(call, deleted, true));
  }

  private static EcsServiceSpec ended(EcsServiceSpec spec) {
    boolean counts = spec.schedulingStrategy() != SchedulingStrategy.DAEMON;
    return spec.withDesiredStatus(DesiredServiceStatus.INACTIVE)
        .withDesiredCount(counts ? Integer.valueOf(0) : spec.desiredCount());
  }

  /** The revision that a service is to run from now on. */
  private TaskDefinitionRevision active(Call call, String text) {
    TaskDefinitionRevision revision = revisions.require(call, text);
    if (!RevisionFacts.isActive(revision)) {
      throw client(TaskDefinitionErrors.INACTIVE);
    }
    return revision;
  }

  /** What a service runs, which may have been deregistered since. */
  private Optional<TaskDefinitionRevision> running(Call call, EcsServiceSpec spec) {
    return Optional.ofNullable(spec.taskDefinition())
        .flatMap(TaskDefinitionReference::parse)
        .flatMap(reference -> revisions.find(call, reference));
  }

  private EcsService edit(EcsService service, UnaryOperator<EcsService> change) {
    return services
        .store()
        .edit(service.getMetadata().getNamespace(), service.getMetadata().getName(), change)
        .orElseThrow(ServiceErrors::notFound);
  }

  private static void requireActive(EcsService service) {
    if (ServiceFacts.state(service) != ServiceState.ACTIVE) {
      throw ServiceErrors.notActive();
    }
  }
}
