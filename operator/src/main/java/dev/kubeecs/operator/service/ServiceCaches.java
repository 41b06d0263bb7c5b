package dev.kubeecs.operator.service;

import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsTaskSet;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;

/** The caches of what services write. */
@Singleton
final class ServiceCaches {

  private final SharedIndexInformer<EcsServiceRevision> revisions;
  private final SharedIndexInformer<EcsServiceDeployment> rollouts;
  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<DaemonSet> daemonSets;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<EcsTaskSet> taskSets;

  ServiceCaches(
      SharedIndexInformer<EcsServiceRevision> revisions,
      SharedIndexInformer<EcsServiceDeployment> rollouts,
      SharedIndexInformer<Deployment> deployments,
      SharedIndexInformer<DaemonSet> daemonSets,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<EcsTaskSet> taskSets) {
    this.revisions = revisions;
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.daemonSets = daemonSets;
    this.pods = pods;
    this.taskSets = taskSets;
  }

  SharedIndexInformer<EcsServiceRevision> revisions() {
    return revisions;
  }

  SharedIndexInformer<EcsServiceDeployment> rollouts() {
    return rollouts;
  }

  SharedIndexInformer<Deployment> deployments() {
    return deployments;
  }

  SharedIndexInformer<EcsTaskSet> taskSets() {
    return taskSets;
  }

  SharedIndexInformer<Pod> pods() {
    return pods;
  }

  SharedIndexInformer<DaemonSet> daemonSets() {
    return daemonSets;
  }
}
