package dev.kubeecs.gateway.ecs.express;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.AccessType;
import dev.kubeecs.api.ecs.ECSExpressGatewayService;
import dev.kubeecs.api.ecs.ExpressGatewayServiceConfiguration;
import dev.kubeecs.api.ecs.IngressPathSummary;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.ecs.express.ExpressView.Configuration;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is told of Express services, from caches alone. */
@Singleton
final class ExpressQueries {

  private final Revisions taskDefinitions;
  private final Store<EcsServiceRevision> revisions;
  private final ExpressParts parts;
  private final String clusterDomain;
  private final Clock clock;

  ExpressQueries(
      Revisions taskDefinitions,
      Stores stores,
      ExpressParts parts,
      GatewayConfiguration configuration,
      Clock clock) {
    this.taskDefinitions = taskDefinitions;
    this.revisions = stores.of(EcsServiceRevision.class);
    this.parts = parts;
    this.clusterDomain = configuration.clusterDomain();
    this.clock = clock;
  }

  /** A service with the revisions that have tasks; the wanted one before any has. */
  ECSExpressGatewayService view(Call call, EcsService service, boolean withTags) {
    List<ExpressGatewayServiceConfiguration> active =
        asEmpty(ServiceFacts.status(service).currentServiceRevisions()).stream()
            .map(summary -> summary.arn().substring(summary.arn().lastIndexOf('/') + 1))
            .flatMap(id -> revision(call, service, id).stream())
            .toList();
    ECSExpressGatewayService view =
        ExpressView.of(
            service,
            active.isEmpty() ? wanted(call, service).stream().toList() : active,
            call.account());
    return withTags ? view.toBuilder().tags(asEmpty(service.getSpec().tags())).build() : view;
  }

  /** The revision that the spec asks for, whether or not the operator has made it. */
  Optional<ExpressGatewayServiceConfiguration> wanted(Call call, EcsService service) {
    EcsServiceSpec spec = service.getSpec();
    return revision(call, service, spec.deploymentId())
        .or(
            () ->
                definition(call, spec.taskDefinition())
                    .map(
                        definition ->
                            configuration(
                                call,
                                service,
                                new Configuration(
                                    spec.deploymentId(),
                                    definition.getSpec(),
                                    spec.networkConfiguration(),
                                    spec.gatewayConnectors(),
                                    clock.instant()))));
  }

  private Optional<ExpressGatewayServiceConfiguration> revision(
      Call call, EcsService service, String id) {
    return revisions
        .find(call.namespace(), ObjectNames.serviceRevision(ServiceFacts.name(service), id))
        .flatMap(
            revision ->
                definition(call, revision.getSpec().taskDefinition())
                    .map(
                        definition ->
                            configuration(call, service, configuration(revision, definition))));
  }

  private static Configuration configuration(
      EcsServiceRevision revision, TaskDefinitionRevision definition) {
    EcsServiceRevisionSpec spec = revision.getSpec();
    return new Configuration(
        spec.deploymentId(),
        definition.getSpec(),
        spec.networkConfiguration(),
        spec.gatewayConnectors(),
        Instant.parse(revision.getMetadata().getCreationTimestamp()));
  }

  private ExpressGatewayServiceConfiguration configuration(
      Call call, EcsService service, Configuration configuration) {
    return ExpressView.configuration(
        service, configuration, parts.scaling(service), call.account(), paths(call, service));
  }

  private List<IngressPathSummary> paths(Call call, EcsService service) {
    return Routes.gateways(service.getSpec()).stream()
        .map(
            gateway ->
                IngressPathSummary.builder()
                    .accessType(AccessType.PUBLIC)
                    .endpoint(
                        Routes.host(Routes.name(gateway, service), call.namespace(), clusterDomain))
                    .build())
        .toList();
  }

  private Optional<TaskDefinitionRevision> definition(Call call, String pinned) {
    return Stream.ofNullable(pinned)
        .flatMap(text -> TaskDefinitionReference.parse(text).stream())
        .flatMap(reference -> taskDefinitions.find(call, reference).stream())
        .findFirst();
  }
}
