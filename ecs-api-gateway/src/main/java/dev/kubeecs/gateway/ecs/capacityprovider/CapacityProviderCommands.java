package dev.kubeecs.gateway.ecs.capacityprovider;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CapacityProvider;
import dev.kubeecs.api.ecs.CapacityProviderStatus;
import dev.kubeecs.api.ecs.CreateCapacityProviderRequest;
import dev.kubeecs.api.ecs.CreateCapacityProviderResponse;
import dev.kubeecs.api.ecs.DeleteCapacityProviderRequest;
import dev.kubeecs.api.ecs.DeleteCapacityProviderResponse;
import dev.kubeecs.api.ecs.UpdateCapacityProviderRequest;
import dev.kubeecs.api.ecs.UpdateCapacityProviderResponse;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderSpec;
import dev.kubeecs.resources.capacity.EcsCapacityProviderSpec.DesiredCapacityProviderStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The operations that write capacity providers. */
@Singleton
public final class CapacityProviderCommands implements Handlers {

  private final KnownCapacityProviders providers;
  private final Clusters clusters;

  CapacityProviderCommands(KnownCapacityProviders providers, Clusters clusters) {
    this.providers = providers;
    this.clusters = clusters;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateCapacityProviderRequest.class, this::create)
        .on(UpdateCapacityProviderRequest.class, this::update)
        .on(DeleteCapacityProviderRequest.class, this::delete);
  }

  private CreateCapacityProviderResponse create(CreateCapacityProviderRequest request, Call call) {
    CapacityProviderRules.check(request);
    String cluster =
        request.cluster() == null
            ? null
            : ClusterFacts.name(clusters.active(call, request.cluster()));
    providers.find(call, request.name()).ifPresent(this::makeRoom);
    EcsCapacityProvider created =
        providers
            .store()
            .create(
                ChangedCapacityProvider.created(
                    ChangedCapacityProvider.spec(request, cluster), call.namespace()))
            // Another gateway was faster.
            .orElseThrow(() -> CapacityProviderErrors.exists(request.name()));
    if (cluster != null) {
      clusters.associate(call, cluster, request.name());
    }
    return new CreateCapacityProviderResponse(view(call, created));
  }

  /** An INACTIVE capacity provider makes room for another of its name. */
  private void makeRoom(EcsCapacityProvider present) {
    String name = CapacityProviders.name(present);
    switch (CapacityProviderFacts.status(present)) {
      case INACTIVE -> {
        if (!providers.store().makeRoom(present)) {
          throw CapacityProviderErrors.deleting(name);
        }
      }
      case DEPROVISIONING -> throw CapacityProviderErrors.deleting(name);
      case ACTIVE, PROVISIONING -> throw CapacityProviderErrors.exists(name);
    }
  }

  private UpdateCapacityProviderResponse update(UpdateCapacityProviderRequest request, Call call) {
    String name = KnownCapacityProviders.name(call, request.name());
    EcsCapacityProvider provider = require(call, name, request.cluster());
    if ((request.autoScalingGroupProvider() == null)
        == (request.managedInstancesProvider() == null)) {
      throw invalidParameter(
          "Specify either autoScalingGroupProvider or managedInstancesProvider.");
    }
    EcsCapacityProvider updated =
        edit(provider, spec -> ChangedCapacityProvider.updated(spec, request));
    return new UpdateCapacityProviderResponse(view(call, updated));
  }

  private DeleteCapacityProviderResponse delete(DeleteCapacityProviderRequest request, Call call) {
    String name = KnownCapacityProviders.name(call, request.capacityProvider());
    EcsCapacityProvider provider = require(call, name, request.cluster());
    Optional<String> own = Optional.ofNullable(provider.getSpec().cluster());
    clusters
        .using(call, name)
        .filter(cluster -> own.filter(cluster::equals).isEmpty())
        .findFirst()
        .ifPresent(
            cluster -> {
              throw CapacityProviderErrors.inUse(name, cluster);
            });
    own.ifPresent(cluster -> clusters.dissociate(call, cluster, name));
    EcsCapacityProvider deleted =
        edit(provider, spec -> spec.withDesiredStatus(DesiredCapacityProviderStatus.INACTIVE));
    return new DeleteCapacityProviderResponse(view(call, deleted));
  }

  private EcsCapacityProvider require(Call call, String name, String cluster) {
    CapacityProviderRules.requireOwn(name);
    EcsCapacityProvider provider =
        providers
            .find(call, name)
            .filter(found -> CapacityProviderFacts.status(found) != CapacityProviderStatus.INACTIVE)
            .orElseThrow(() -> CapacityProviderErrors.notFound(name));
    if (CapacityProviderFacts.status(provider) == CapacityProviderStatus.DEPROVISIONING) {
      throw CapacityProviderErrors.deleting(name);
    }
    if (cluster != null
        && !clusters.existing(call, cluster).equals(or(provider.getSpec().cluster(), ""))) {
      throw CapacityProviderErrors.notFound(name);
    }
    return provider;
  }

  private EcsCapacityProvider edit(
      EcsCapacityProvider provider, UnaryOperator<EcsCapacityProviderSpec> change) {
    return providers
        .store()
        .edit(
            provider.getMetadata().getNamespace(),
            provider.getMetadata().getName(),
            current -> {
              current.setSpec(change.apply(current.getSpec()));
              return current;
            })
        .orElseThrow(() -> CapacityProviderErrors.notFound(CapacityProviders.name(provider)));
  }

  private static CapacityProvider view(Call call, EcsCapacityProvider provider) {
    return CapacityProviderView.of(provider, call.account(), true);
  }
}
