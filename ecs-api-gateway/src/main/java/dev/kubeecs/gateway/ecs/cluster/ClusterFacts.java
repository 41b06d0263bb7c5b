package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpec.DesiredClusterStatus;
import dev.kubeecs.resources.cluster.EcsClusterStatus;

/** What is true of a cluster whether or not the operator has seen it yet. */
public final class ClusterFacts {

  private static final String ACTIVE = "ACTIVE";
  private static final String INACTIVE = "INACTIVE";

  private ClusterFacts() {}

  /** Its ECS name. */
  public static String name(EcsCluster cluster) {
    return or(cluster.getSpec().clusterName(), cluster.getMetadata().getName());
  }

  /** Whether it takes services and tasks. */
  public static boolean isActive(EcsCluster cluster) {
    return cluster.getSpec().desiredStatus() != DesiredClusterStatus.INACTIVE
        && cluster.getMetadata().getDeletionTimestamp() == null;
  }

  /** Its status as DescribeClusters tells it. */
  static String status(EcsCluster cluster) {
    if (cluster.getSpec().desiredStatus() == DesiredClusterStatus.INACTIVE) {
      return INACTIVE;
    }
    if (cluster.getMetadata().getDeletionTimestamp() != null) {
      return "DEPROVISIONING";
    }
    EcsClusterStatus status = cluster.getStatus();
    // The operator may still describe the life before CreateCluster made it ACTIVE again.
    return status == null || status.status() == null || status.status().equals(INACTIVE)
        ? ACTIVE
        : status.status();
  }
}
