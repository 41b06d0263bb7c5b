package dev.kubeecs.operator.task.pod;

import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import java.util.Map;

/**
 * The capacity that a task asks for, as far as its Pod depends on it.
 *
 * @param nodeSelector labels of the Nodes that may run it; empty for those of the cluster
 * @param protectedFromScaleIn whether an autoscaler must leave its Node alone
 */
public record Capacity(Map<String, String> nodeSelector, boolean protectedFromScaleIn) {

  /** Any Node of the cluster. */
  public static final Capacity ANY = new Capacity(Map.of(), false);

  public Capacity {
    nodeSelector = Map.copyOf(nodeSelector);
  }

  /** That of a capacity provider. */
  public static Capacity of(EcsCapacityProvider provider) {
    return new Capacity(
        CapacityProviders.nodeSelector(provider), CapacityProviders.protectsTasks(provider));
  }

  /** Annotations that the cluster autoscaler and Karpenter read. */
  Map<String, String> annotations() {
    return protectedFromScaleIn
        ? Map.of(
            "cluster-autoscaler.kubernetes.io/safe-to-evict", "false",
            "karpenter.sh/do-not-disrupt", "true")
        : Map.of();
  }
}
