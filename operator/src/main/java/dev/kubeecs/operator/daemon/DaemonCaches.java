package dev.kubeecs.operator.daemon;

import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;

/** All that daemons are decided from. */
@Singleton
final class DaemonCaches {

  final SharedIndexInformer<EcsDaemon> daemons;
  final SharedIndexInformer<EcsDaemonRevision> revisions;
  final SharedIndexInformer<DaemonTaskDefinition> definitions;
  final SharedIndexInformer<DaemonSet> daemonSets;
  final SharedIndexInformer<EcsCluster> clusters;
  final SharedIndexInformer<EcsTask> tasks;
  final SharedIndexInformer<Pod> pods;
  final SharedIndexInformer<Node> nodes;

  DaemonCaches(
      SharedIndexInformer<EcsDaemon> daemons,
      SharedIndexInformer<EcsDaemonRevision> revisions,
      SharedIndexInformer<DaemonTaskDefinition> definitions,
      SharedIndexInformer<DaemonSet> daemonSets,
      SharedIndexInformer<EcsCluster> clusters,
      SharedIndexInformer<EcsTask> tasks,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<Node> nodes) {
    this.daemons = daemons;
    this.revisions = revisions;
    this.definitions = definitions;
    this.daemonSets = daemonSets;
    this.clusters = clusters;
    this.tasks = tasks;
    this.pods = pods;
    this.nodes = nodes;
  }
}
