package dev.kubeecs.operator.cluster;

import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Optional;

/**
 * All that a cluster's status depends on, as seen at one moment.
 *
 * @param elder an older cluster that claims the same ECS name
 * @param services those of the cluster, in any state
 * @param tasks those of the cluster, in any state
 * @param nodes every Node of Kubernetes
 */
record ClusterFacts(
    Account account,
    EcsCluster cluster,
    Optional<EcsCluster> elder,
    List<EcsService> services,
    List<EcsTask> tasks,
    List<Node> nodes) {

  ClusterFacts {
    services = List.copyOf(services);
    tasks = List.copyOf(tasks);
    nodes = List.copyOf(nodes);
  }

  /** The ECS name. */
  String name() {
    String name = cluster.getSpec().clusterName();
    return name == null ? cluster.getMetadata().getName() : name;
  }
}
