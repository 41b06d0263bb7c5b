package dev.kubeecs.gateway.ecs.capacityprovider;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.naming.Oldest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The capacity providers of an account, found as ECS names them. */
@Singleton
public final class KnownCapacityProviders {

  private final Store<EcsCapacityProvider> store;
  private final StoreIndex<EcsCapacityProvider> byName;

  KnownCapacityProviders(Stores stores) {
    this.store = stores.of(EcsCapacityProvider.class);
    this.byName = store.index("name", provider -> List.of(CapacityProviders.name(provider)));
  }

  /** The name that a reference means: a name or an ARN. */
  public static String name(Call call, String reference) {
    Identifier identifier = Identifier.parse(reference, "capacity-provider", call.account());
    return identifier.cluster() == null
        ? identifier.name()
        : identifier.cluster() + "/" + identifier.name();
  }

  /** The capacity provider of that name, ACTIVE or not; none for a predefined one. */
  public Optional<EcsCapacityProvider> find(Call call, String name) {
    return Oldest.of(byName.get(call.namespace(), name));
  }

  /** The ACTIVE capacity provider of that name; none for a predefined one. */
  public Optional<EcsCapacityProvider> active(Call call, String name) {
    return find(call, name).filter(CapacityProviders::isActive);
  }

  /**
   * Refuses names of capacity providers that the account does not have.
   *
   * @throws AwsException {@code InvalidParameterException} that names the first
   */
  public void require(Call call, List<String> names) {
    for (String name : names) {
      if (!CapacityProviders.PREDEFINED.contains(name) && active(call, name).isEmpty()) {
        throw CapacityProviderErrors.notFound(name);
      }
    }
  }

  /** Those that somebody made, ACTIVE or not, in no order. */
  Collection<EcsCapacityProvider> all(Call call) {
    return Oldest.ofEach(store.list(call.namespace()), CapacityProviders::name);
  }

  Store<EcsCapacityProvider> store() {
    return store;
  }
}
