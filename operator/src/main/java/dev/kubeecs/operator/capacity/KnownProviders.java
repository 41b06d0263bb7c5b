package dev.kubeecs.operator.capacity;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The capacity providers, found as ECS names them. */
@Singleton
public class KnownProviders {

  private final SharedIndexInformer<EcsCapacityProvider> providers;

  KnownProviders(SharedIndexInformer<EcsCapacityProvider> providers) {
    this.providers = providers;
  }

  /** The ACTIVE one of that name; none for FARGATE and FARGATE_SPOT. */
  public Optional<EcsCapacityProvider> active(String namespace, String name) {
    return served(namespace, name).filter(CapacityProviders::isActive);
  }

  /** The ACTIVE one that a strategy names first; none for FARGATE and FARGATE_SPOT. */
  public Optional<EcsCapacityProvider> first(
      String namespace, List<CapacityProviderStrategyItem> strategy) {
    return CapacityProviderStrategies.first(strategy).flatMap(name -> active(namespace, name));
  }

  /** Of several that claim a name, the oldest. */
  Optional<EcsCapacityProvider> served(String namespace, String name) {
    return Oldest.of(
        providers.getIndexer().byIndex(Indexes.BY_ECS_NAME, Indexes.key(namespace, name)));
  }
}
