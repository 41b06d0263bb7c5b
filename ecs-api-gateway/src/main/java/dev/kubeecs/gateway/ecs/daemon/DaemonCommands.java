package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateDaemonRequest;
import dev.kubeecs.api.ecs.CreateDaemonResponse;
import dev.kubeecs.api.ecs.DeleteDaemonRequest;
import dev.kubeecs.api.ecs.DeleteDaemonResponse;
import dev.kubeecs.api.ecs.UpdateDaemonRequest;
import dev.kubeecs.api.ecs.UpdateDaemonResponse;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Names;
import dev.kubeecs.gateway.ecs.capacityprovider.KnownCapacityProviders;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonSpec;
import dev.kubeecs.resources.daemon.EcsDaemonSpec.DesiredDaemonStatus;
import dev.kubeecs.resources.daemon.validation.UnsupportedOfDaemon;
import dev.kubeecs.resources.naming.Identifiers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** CreateDaemon, UpdateDaemon and DeleteDaemon. */
@Singleton
public final class DaemonCommands implements Handlers {

  private static final int LONGEST_CLIENT_TOKEN = 36;

  private final KnownDaemons daemons;
  private final KnownDaemonTaskDefinitions definitions;
  private final KnownCapacityProviders providers;
  private final Clusters clusters;
  private final Clock clock;

  DaemonCommands(
      KnownDaemons daemons,
      KnownDaemonTaskDefinitions definitions,
      KnownCapacityProviders providers,
      Clusters clusters,
      Clock clock) {
    this.daemons = daemons;
    this.definitions = definitions;
    this.providers = providers;
    this.clusters = clusters;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateDaemonRequest.class, this::create)
        .on(UpdateDaemonRequest.class, this::update)
        .on(DeleteDaemonRequest.class, this::delete);
  }

  private CreateDaemonResponse create(CreateDaemonRequest request, Call call) {
    Names.require("daemonName", request.daemonName());
    TagRules.check(request.tags());
    if (or(request.clientToken(), "").length() > LONGEST_CLIENT_TOKEN) {
      throw invalidParameter("clientToken can have at most %d characters.", LONGEST_CLIENT_TOKEN);
    }
    EcsCluster cluster = clusters.active(call, request.clusterArn());
    String clusterName = ClusterFacts.name(cluster);
    Optional<ClientToken> token = ClientToken.of(request.clientToken(), request);
    Optional<EcsDaemon> present = daemons.find(call, clusterName, request.daemonName());
    if (present.isPresent()) {
      return repeated(present.get(), token, call);
    }
    EcsDaemonSpec spec =
        NewDaemon.spec(
            request,
            clusterName,
            DaemonTaskDefinitions.pinned(
                definitions.require(call, request.daemonTaskDefinitionArn())),
            providers(call, cluster, request.capacityProviderArns()),
            Identifiers.deploymentId());
    Honoured.require(call, UnsupportedOfDaemon.fields(spec));
    EcsDaemon created =
        daemons
            .store()
            .create(NewDaemon.of(spec, token, call.namespace()))
            // Another gateway was faster.
            .orElseThrow(DaemonErrors::exists);
    return created(created, call);
  }

  private CreateDaemonResponse repeated(EcsDaemon daemon, Optional<ClientToken> token, Call call) {
    boolean same =
        Daemons.isActive(daemon)
            && token
                .filter(t -> t.token().equals(daemon.getSpec().clientToken()))
                .filter(t -> t.madeAlike(daemon.getMetadata().getAnnotations()))
                .isPresent();
    if (!same) {
      throw DaemonErrors.exists();
    }
    return created(daemon, call);
  }

  private CreateDaemonResponse created(EcsDaemon daemon, Call call) {
    DaemonViews views = new DaemonViews(call.account());
    return CreateDaemonResponse.builder()
        .daemonArn(views.arn(daemon))
        .status(DaemonViews.status(daemon))
        .createdAt(DaemonViews.createdAt(daemon))
        .deploymentArn(views.newestDeploymentArn(daemons.revisions(call, daemon)))
        .build();
  }

  private UpdateDaemonResponse update(UpdateDaemonRequest request, Call call) {
    EcsDaemon daemon = daemons.require(call, request.daemonArn());
    requireActive(daemon);
    String definition =
        DaemonTaskDefinitions.pinned(definitions.require(call, request.daemonTaskDefinitionArn()));
    List<String> named =
        providers(
            call, clusters.active(call, Daemons.cluster(daemon)), request.capacityProviderArns());
    String deploymentId = Identifiers.deploymentId();
    EcsDaemon updated =
        edit(
            daemon,
            spec -> {
              EcsDaemonSpec changed =
                  spec.with(
                      next ->
                          next.daemonTaskDefinition(definition)
                              .capacityProviders(named)
                              .deploymentConfiguration(
                                  or(
                                      request.deploymentConfiguration(),
                                      spec.deploymentConfiguration()))
                              .propagateTags(or(request.propagateTags(), spec.propagateTags()))
                              .enableECSManagedTags(
                                  or(request.enableECSManagedTags(), spec.enableECSManagedTags()))
                              .enableExecuteCommand(
                                  or(request.enableExecuteCommand(), spec.enableExecuteCommand()))
                              .critical(or(request.critical(), spec.critical()))
                              .deploymentId(deploymentId));
              Honoured.require(call, UnsupportedOfDaemon.fields(changed));
              return changed;
            });
    DaemonViews views = new DaemonViews(call.account());
    return UpdateDaemonResponse.builder()
        .daemonArn(views.arn(updated))
        .status(DaemonViews.status(updated))
        .createdAt(DaemonViews.createdAt(updated))
        .updatedAt(clock.instant())
        .deploymentArn(views.newestDeploymentArn(daemons.revisions(call, updated)))
        .build();
  }

  private DeleteDaemonResponse delete(DeleteDaemonRequest request, Call call) {
    EcsDaemon daemon = daemons.require(call, request.daemonArn());
    requireActive(daemon);
    List<EcsDaemonRevision> revisions = daemons.revisions(call, daemon);
    EcsDaemon deleted = edit(daemon, spec -> spec.withDesiredStatus(DesiredDaemonStatus.INACTIVE));
    DaemonViews views = new DaemonViews(call.account());
    return DeleteDaemonResponse.builder()
        .daemonArn(views.arn(deleted))
        .status(DaemonViews.status(deleted))
        .createdAt(DaemonViews.createdAt(deleted))
        .updatedAt(clock.instant())
        .deploymentArn(views.newestDeploymentArn(revisions))
        .build();
  }

  /** The names of capacity providers whose Nodes a daemon of the cluster may run on. */
  private List<String> providers(Call call, EcsCluster cluster, List<String> references) {
    if (references.isEmpty()) {
      throw invalidParameter("capacityProviderArns must have at least one item.");
    }
    List<String> names =
        references.stream()
            .map(reference -> KnownCapacityProviders.name(call, reference))
            .distinct()
            .toList();
    providers.require(call, names);
    List<String> associated = asEmpty(cluster.getSpec().capacityProviders());
    for (String name : names) {
      if (CapacityProviders.PREDEFINED.contains(name)) {
        throw invalidParameter(
            "capacityProviderArns: a daemon runs on container instances, and %s has none.", name);
      }
      if (!associated.contains(name)) {
        throw invalidParameter(
            "capacityProviderArns: the capacity provider %s is not associated with the cluster. "
                + "Associate the capacity provider with the cluster and try again.",
            name);
      }
    }
    return names;
  }

  private EcsDaemon edit(EcsDaemon daemon, UnaryOperator<EcsDaemonSpec> change) {
    return daemons
        .store()
        .edit(
            daemon.getMetadata().getNamespace(),
            daemon.getMetadata().getName(),
            current -> {
              requireActive(current);
              current.setSpec(change.apply(current.getSpec()));
              return current;
            })
        .orElseThrow(DaemonErrors::notFound);
  }

  private static void requireActive(EcsDaemon daemon) {
    if (!Daemons.isActive(daemon)) {
      throw DaemonErrors.notActive();
    }
  }
}
