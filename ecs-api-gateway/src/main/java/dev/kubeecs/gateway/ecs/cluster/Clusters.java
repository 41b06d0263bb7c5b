package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Oldest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The clusters of an account, found as ECS names them. */
@Singleton
public final class Clusters {

  /** The cluster that is meant where none is named. */
  public static final String DEFAULT = "default";

  private final Store<EcsCluster> store;
  private final StoreIndex<EcsCluster> byName;

  Clusters(Stores stores) {
    this.store = stores.of(EcsCluster.class);
    this.byName = store.index("clusterName", cluster -> List.of(ClusterFacts.name(cluster)));
  }

  /**
   * The cluster name that a reference means.
   *
   * @param reference name or ARN; {@code default} is meant if it is null or empty
   */
  public static String name(String reference, Account account) {
    if (reference == null || reference.isEmpty()) {
      return DEFAULT;
    }
    Identifier identifier = Identifier.parse(reference, "cluster", account);
    if (identifier.cluster() != null) {
      throw invalidParameter("Invalid identifier: Unexpected number of separators");
    }
    return identifier.name();
  }

  /** The cluster of that name, ACTIVE or not. */
  Optional<EcsCluster> find(Call call, String name) {
    return Oldest.of(byName.get(call.namespace(), name));
  }

  /** All clusters, ACTIVE or not, in no order. */
  public Collection<EcsCluster> all(Call call) {
    return Oldest.ofEach(store.list(call.namespace()), ClusterFacts::name);
  }

  /**
   * The ACTIVE cluster that a reference means, to put something into it.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ClusterNotFoundException} if there is
   *     none, or it is INACTIVE
   */
  public EcsCluster active(Call call, String reference) {
    EcsCluster cluster =
        find(call, name(reference, call.account())).orElseThrow(ClusterErrors::notFound);
    if (!ClusterFacts.isActive(cluster)) {
      throw ClusterErrors.inactive();
    }
    return cluster;
  }

  /**
   * The name of the ACTIVE cluster that a reference means, to look into it.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ClusterNotFoundException} if there is
   *     none, or it is INACTIVE
   */
  public String existing(Call call, String reference) {
    return ClusterFacts.name(existingResource(call, reference));
  }

  /**
   * The same, the whole resource.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ClusterNotFoundException} if there is
   *     none, or it is INACTIVE
   */
  public EcsCluster existingResource(Call call, String reference) {
    return find(call, name(reference, call.account()))
        .filter(ClusterFacts::isActive)
        .orElseThrow(ClusterErrors::notFound);
  }

  /** The names of the clusters, ACTIVE ones, that may use a capacity provider. */
  public Stream<String> using(Call call, String capacityProvider) {
    return all(call).stream()
        .filter(ClusterFacts::isActive)
        .filter(
            cluster -> asEmpty(cluster.getSpec().capacityProviders()).contains(capacityProvider))
        .map(ClusterFacts::name)
        .sorted();
  }

  /** Lets a cluster use a capacity provider. */
  public void associate(Call call, String cluster, String capacityProvider) {
    editCapacityProviders(
        call,
        cluster,
        present ->
            present.contains(capacityProvider)
                ? present
                : Stream.concat(present.stream(), Stream.of(capacityProvider)).toList());
  }

  /** No longer lets a cluster use a capacity provider. */
  public void dissociate(Call call, String cluster, String capacityProvider) {
    editCapacityProviders(
        call,
        cluster,
        present -> present.stream().filter(name -> !name.equals(capacityProvider)).toList());
  }

  private void editCapacityProviders(
      Call call, String cluster, UnaryOperator<List<String>> change) {
    find(call, cluster)
        .ifPresent(
            found ->
                store.edit(
                    call.namespace(),
                    found.getMetadata().getName(),
                    current -> {
                      List<String> present = asEmpty(current.getSpec().capacityProviders());
                      current.setSpec(
                          current.getSpec().withCapacityProviders(change.apply(present)));
                      return current;
                    }));
  }

  /** Changes the gateways that the services of a cluster may be reached through. */
  public void changeGateways(EcsCluster cluster, UnaryOperator<List<String>> change) {
    store.edit(
        cluster.getMetadata().getNamespace(),
        cluster.getMetadata().getName(),
        current -> {
          List<String> present = asEmpty(current.getSpec().gateways());
          current.setSpec(current.getSpec().withGateways(change.apply(present)));
          return current;
        });
  }

  Store<EcsCluster> store() {
    return store;
  }
}
