package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.naming.Oldest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The gateways of an account, found as ECS names them. */
@Singleton
public final class KnownGateways {

  private final Store<EcsGateway> store;
  private final StoreIndex<EcsGateway> byName;

  KnownGateways(Stores stores) {
    this.store = stores.of(EcsGateway.class);
    this.byName = store.index("name", gateway -> List.of(Gateways.name(gateway)));
  }

  /** The name that a reference means: a name or an ARN. */
  static String name(Call call, String reference) {
    Identifier identifier = Identifier.parse(reference, "gateway", call.account());
    if (identifier.cluster() != null) {
      throw invalidParameter("Invalid identifier: Unexpected number of separators");
    }
    return identifier.name();
  }

  /** The gateway of that name. */
  public Optional<EcsGateway> find(Call call, String name) {
    return Oldest.of(
        byName.get(call.namespace(), name).stream()
            .filter(gateway -> gateway.getMetadata().getDeletionTimestamp() == null)
            .toList());
  }

  /**
   * The gateway that a reference means.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code GatewayNotFoundException} if there is
   *     none
   */
  EcsGateway require(Call call, String reference) {
    String name = name(call, reference);
    return find(call, name).orElseThrow(() -> GatewayErrors.notFound(name));
  }

  /** The gateways that a cluster is associated with. */
  public List<EcsGateway> of(Call call, EcsCluster cluster) {
    return asEmpty(cluster.getSpec().gateways()).stream()
        .flatMap(name -> find(call, name).stream())
        .toList();
  }

  /** All gateways, in no order. */
  Collection<EcsGateway> all(Call call) {
    return Oldest.ofEach(
        store.list(call.namespace()).stream()
            .filter(gateway -> gateway.getMetadata().getDeletionTimestamp() == null)
            .toList(),
        Gateways::name);
  }

  Store<EcsGateway> store() {
    return store;
  }
}
