package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Cluster;
import dev.kubeecs.api.ecs.CreateClusterRequest;
import dev.kubeecs.api.ecs.CreateClusterResponse;
import dev.kubeecs.api.ecs.DeleteClusterRequest;
import dev.kubeecs.api.ecs.DeleteClusterResponse;
import dev.kubeecs.api.ecs.PutClusterCapacityProvidersRequest;
import dev.kubeecs.api.ecs.PutClusterCapacityProvidersResponse;
import dev.kubeecs.api.ecs.UpdateClusterRequest;
import dev.kubeecs.api.ecs.UpdateClusterResponse;
import dev.kubeecs.api.ecs.UpdateClusterSettingsRequest;
import dev.kubeecs.api.ecs.UpdateClusterSettingsResponse;
import dev.kubeecs.gateway.ecs.Names;
import dev.kubeecs.gateway.ecs.StrategyRules;
import dev.kubeecs.gateway.ecs.accountsetting.AccountSettings;
import dev.kubeecs.gateway.ecs.capacityprovider.KnownCapacityProviders;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterSpec.DesiredClusterStatus;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;

/** The operations that write clusters. */
@Singleton
public final class ClusterCommands implements Handlers {

  private final Clusters clusters;
  private final ClusterQueries queries;
  private final ClusterUse use;
  private final AccountSettings accountSettings;
  private final KnownCapacityProviders capacityProviders;
  private final DefaultNamespaces defaultNamespaces;

  ClusterCommands(
      Clusters clusters,
      ClusterQueries queries,
      ClusterUse use,
      AccountSettings accountSettings,
      KnownCapacityProviders capacityProviders,
      DefaultNamespaces defaultNamespaces) {
    this.clusters = clusters;
    this.queries = queries;
    this.use = use;
    this.accountSettings = accountSettings;
    this.capacityProviders = capacityProviders;
    this.defaultNamespaces = defaultNamespaces;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateClusterRequest.class, this::create)
        .on(UpdateClusterRequest.class, this::update)
        .on(UpdateClusterSettingsRequest.class, this::updateSettings)
        .on(PutClusterCapacityProvidersRequest.class, this::putCapacityProviders)
        .on(DeleteClusterRequest.class, this::delete);
  }

  private CreateClusterResponse create(CreateClusterRequest request, Call call) {
    String name = or(request.clusterName(), Clusters.DEFAULT);
    Names.require("clusterName", name);
    TagRules.check(request.tags());
    ClusterSettings.check(request.settings());
    capacityProviders.require(call, asEmpty(request.capacityProviders()));
    StrategyRules.check(
        asEmpty(request.defaultCapacityProviderStrategy()), asEmpty(request.capacityProviders()));
    defaultNamespaces.settle(call, request.serviceConnectDefaults());
    EcsClusterSpec wanted = NewCluster.spec(name, request, accountSettings.containerInsights(call));
    EcsCluster cluster =
        clusters
            .find(call, name)
            .or(() -> clusters.store().create(NewCluster.of(wanted, call.namespace())))
            // Another gateway was faster.
            .or(() -> clusters.find(call, name))
            .orElseThrow(ClusterErrors::notFound);
    NewCluster.requireSame(request, cluster);
    EcsCluster active =
        ClusterFacts.isActive(cluster)
            ? cluster
            : edit(cluster, spec -> wanted.withNodeSelector(spec.nodeSelector()));
    return new CreateClusterResponse(view(call, active));
  }

  private UpdateClusterResponse update(UpdateClusterRequest request, Call call) {
    ClusterSettings.check(request.settings());
    EcsCluster cluster = clusters.active(call, request.cluster());
    defaultNamespaces.settle(call, request.serviceConnectDefaults());
    EcsCluster updated =
        edit(
            cluster,
            spec ->
                spec.with(
                    changed ->
                        changed
                            .settings(ClusterSettings.merge(spec.settings(), request.settings()))
                            .configuration(or(request.configuration(), spec.configuration()))
                            .serviceConnectDefaults(
                                or(
                                    request.serviceConnectDefaults(),
                                    spec.serviceConnectDefaults()))));
    return new UpdateClusterResponse(view(call, updated));
  }

  private UpdateClusterSettingsResponse updateSettings(
      UpdateClusterSettingsRequest request, Call call) {
    ClusterSettings.check(request.settings());
    EcsCluster updated =
        edit(
            clusters.active(call, request.cluster()),
            spec -> spec.withSettings(ClusterSettings.merge(spec.settings(), request.settings())));
    return new UpdateClusterSettingsResponse(view(call, updated));
  }

  private PutClusterCapacityProvidersResponse putCapacityProviders(
      PutClusterCapacityProvidersRequest request, Call call) {
    EcsCluster cluster = clusters.active(call, request.cluster());
    capacityProviders.require(call, request.capacityProviders());
    StrategyRules.check(request.defaultCapacityProviderStrategy(), request.capacityProviders());
    use.requireUnused(
        call,
        ClusterFacts.name(cluster),
        asEmpty(cluster.getSpec().capacityProviders()).stream()
            .filter(provider -> !request.capacityProviders().contains(provider))
            .toList());
    EcsCluster updated =
        edit(
            cluster,
            spec ->
                spec.withCapacityProviders(request.capacityProviders())
                    .withDefaultCapacityProviderStrategy(
                        request.defaultCapacityProviderStrategy()));
    return new PutClusterCapacityProvidersResponse(view(call, updated));
  }

  private DeleteClusterResponse delete(DeleteClusterRequest request, Call call) {
    EcsCluster cluster = clusters.active(call, request.cluster());
    use.requireEmpty(call, cluster);
    EcsCluster deleted =
        edit(cluster, spec -> spec.withDesiredStatus(DesiredClusterStatus.INACTIVE));
    return new DeleteClusterResponse(view(call, deleted));
  }

  private EcsCluster edit(EcsCluster cluster, UnaryOperator<EcsClusterSpec> change) {
    return clusters
        .store()
        .edit(
            cluster.getMetadata().getNamespace(),
            cluster.getMetadata().getName(),
            current -> {
              current.setSpec(change.apply(current.getSpec()));
              return current;
            })
        .orElseThrow(ClusterErrors::notFound);
  }

  private Cluster view(Call call, EcsCluster cluster) {
    return queries.view(call, cluster, ClusterView.WRITTEN);
  }
}
