package dev.kubeecs.gateway.ecs.service;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The services of an account, found as ECS names them. */
@Singleton
public final class Services {

  private final Store<EcsService> store;
  private final StoreIndex<EcsService> byCluster;
  private final StoreIndex<EcsService> byName;

  Services(Stores stores) {
    this.store = stores.of(EcsService.class);
    this.byCluster = store.index("cluster", service -> List.of(ServiceFacts.cluster(service)));
    this.byName =
        store.index(
            "serviceName",
            service -> List.of(key(ServiceFacts.cluster(service), ServiceFacts.name(service))));
  }

  /** The services in a cluster, INACTIVE ones too, in no order. */
  public Collection<EcsService> in(Call call, String cluster) {
    return Oldest.ofEach(byCluster.get(call.namespace(), cluster), ServiceFacts::name);
  }

  /** The service of that name in a cluster, ACTIVE or not. */
  public Optional<EcsService> find(Call call, String cluster, String name) {
    return Oldest.of(byName.get(call.namespace(), key(cluster, name)));
  }

  /** The services of all clusters, INACTIVE ones too, in no order. */
  public Collection<EcsService> all(Call call) {
    return Oldest.ofEach(
        store.list(call.namespace()),
        service -> key(ServiceFacts.cluster(service), ServiceFacts.name(service)));
  }

  /**
   * The service name that a reference means.
   *
   * @param reference name, or ARN with or without the cluster
   * @param cluster name of the cluster that the request is about
   */
  public static String name(Call call, String cluster, String reference) {
    return Identifier.parse(reference, "service", call.account()).within(cluster).name();
  }

  /**
   * The service that a reference means, ACTIVE or not.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ServiceNotFoundException} if there is
   *     none
   */
  public EcsService require(Call call, String cluster, String reference) {
    return find(call, cluster, name(call, cluster, reference)).orElseThrow(ServiceErrors::notFound);
  }

  /** The service that an object of that name is. */
  public Optional<EcsService> ofObject(Call call, String objectName) {
    return store.find(call.namespace(), objectName);
  }

  Store<EcsService> store() {
    return store;
  }

  private static String key(String cluster, String name) {
    return cluster + "/" + name;
  }
}
