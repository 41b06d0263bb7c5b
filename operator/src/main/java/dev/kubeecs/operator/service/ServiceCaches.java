package dev.kubeecs.operator.service;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsTaskSet;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The caches of what services write, and what in them is whose. */
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

  /** Objects that say that they belong to a service of that name. */
  static <T extends HasMetadata> List<T> labelled(
      SharedIndexInformer<T> informer, EcsService service) {
    String label = ObjectNames.labelValue(service.getMetadata().getName());
    return informer
        .getIndexer()
        .byIndex(Indexes.BY_SERVICE, Indexes.key(service.getMetadata().getNamespace(), label));
  }

  /** Objects of this very service, not of a namesake that was deleted; none that is going. */
  static <T extends HasMetadata> Stream<T> owned(
      SharedIndexInformer<T> informer, EcsService service) {
    return labelled(informer, service).stream()
        .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
        .filter(object -> object.getOwnerReferenceFor(service).isPresent());
  }

  /** By the name of the object. */
  static <T extends HasMetadata> Map<String, T> byName(Stream<T> objects) {
    return objects.collect(
        Collectors.toMap(object -> object.getMetadata().getName(), Function.identity()));
  }
}
