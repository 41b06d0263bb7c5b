package dev.kubeecs.operator.cluster;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpec.DesiredClusterStatus;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The clusters, found as ECS names them. */
@Singleton
public class KnownClusters {

  private final SharedIndexInformer<EcsCluster> clusters;

  KnownClusters(SharedIndexInformer<EcsCluster> clusters) {
    this.clusters = clusters;
  }

  /** The one that is served under a name, in any state. */
  public Optional<EcsCluster> served(String namespace, String name) {
    return Oldest.of(
        clusters.getIndexer().byIndex(Indexes.BY_ECS_NAME, Indexes.key(namespace, name)));
  }

  /** The one that is served under a name, if it is ACTIVE. */
  public Optional<EcsCluster> active(String namespace, String name) {
    return served(namespace, name).filter(KnownClusters::isActive);
  }

  /** Whether tasks and services may be in it. */
  public static boolean isActive(EcsCluster cluster) {
    return cluster.getSpec().desiredStatus() != DesiredClusterStatus.INACTIVE
        && !cluster.isMarkedForDeletion();
  }
}
