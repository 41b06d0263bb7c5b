package dev.kubeecs.resources.containerinstance;

import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Map;

/**
 * Which cluster a Node is a container instance of. RegisterContainerInstance gives it to one
 * cluster, DeregisterContainerInstance takes it from all; without either, the node selectors of the
 * clusters decide.
 */
public final class Registration {

  /** The registration of a Node that was deregistered. */
  public static final String NONE = "none";

  private Registration() {}

  /** The value of {@link Labels#CONTAINER_INSTANCE_OF} on the Nodes of a cluster. */
  public static String of(Account account, String cluster) {
    return ObjectNames.labelValue(
        account.id() + "." + account.region() + "." + ObjectNames.cluster(cluster));
  }

  /** Whether the Node was registered with that very cluster. */
  public static boolean isExplicit(Node node, Account account, String cluster) {
    return of(account, cluster).equals(label(node));
  }

  /**
   * Whether the Node is a container instance of the cluster.
   *
   * @param nodeSelector of the cluster; null takes every Node
   */
  public static boolean takes(
      Node node, Account account, String cluster, Map<String, String> nodeSelector) {
    return label(node) == null
        ? Absent.asEmpty(node.getMetadata().getLabels())
            .entrySet()
            .containsAll(Absent.asEmpty(nodeSelector).entrySet())
        : isExplicit(node, account, cluster);
  }

  private static String label(Node node) {
    return Absent.asEmpty(node.getMetadata().getLabels()).get(Labels.CONTAINER_INSTANCE_OF);
  }
}
