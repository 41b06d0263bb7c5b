package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which services a change of something else concerns. */
@Singleton
final class ServiceEventSources {

  private final SharedIndexInformer<EcsService> services;
  private final SharedIndexInformer<EcsCluster> clusters;
  private final SharedIndexInformer<EcsCapacityProvider> capacityProviders;
  private final SharedIndexInformer<TaskDefinitionRevision> taskDefinitions;
  private final SharedIndexInformer<EcsTask> tasks;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Node> nodes;
  private final ServiceCaches caches;

  ServiceEventSources(
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<EcsCluster> clusters,
      SharedIndexInformer<EcsCapacityProvider> capacityProviders,
      SharedIndexInformer<TaskDefinitionRevision> taskDefinitions,
      SharedIndexInformer<EcsTask> tasks,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<Node> nodes,
      ServiceCaches caches) {
    this.services = services;
    this.clusters = clusters;
    this.capacityProviders = capacityProviders;
    this.taskDefinitions = taskDefinitions;
    this.tasks = tasks;
    this.pods = pods;
    this.nodes = nodes;
    this.caches = caches;
  }

  List<EventSource<?, EcsService>> all() {
    return List.of(
        new CacheEventSource<>(tasks, this::labelled),
        new CacheEventSource<>(pods, this::labelled),
        new CacheEventSource<>(nodes, this::leaving),
        new CacheEventSource<>(caches.revisions(), this::labelled),
        new CacheEventSource<>(caches.rollouts(), this::labelled),
        new CacheEventSource<>(caches.deployments(), this::labelled),
        new CacheEventSource<>(caches.daemonSets(), this::labelled),
        new CacheEventSource<>(clusters, this::ofCluster),
        new CacheEventSource<>(capacityProviders, this::onCapacity),
        new CacheEventSource<>(taskDefinitions, this::runningFamily),
        new CacheEventSource<>(services, this::namesakes));
  }

  /** The services whose tasks leave a Node: those that have any there. */
  private Set<ResourceID> leaving(Node node) {
    return !NodeInstance.isDraining(node)
        ? Set.of()
        : pods.getIndexer().byIndex(Indexes.BY_NODE, node.getMetadata().getName()).stream()
            .flatMap(pod -> labelled(pod).stream())
            .collect(Collectors.toSet());
  }

  /** The service that the label names; a long name stands there shortened. */
  private Set<ResourceID> labelled(HasMetadata object) {
    String label = asEmpty(object.getMetadata().getLabels()).get(Labels.SERVICE);
    if (label == null) {
      return Set.of();
    }
    String namespace = object.getMetadata().getNamespace();
    return services.getIndexer().getByKey(Indexes.key(namespace, label)) != null
        ? Set.of(new ResourceID(label, namespace))
        : inNamespace(
            namespace, s -> ObjectNames.labelValue(s.getMetadata().getName()).equals(label));
  }

  private Set<ResourceID> ofCluster(EcsCluster cluster) {
    return ids(byCluster(Indexes.ecsName(cluster).getFirst()), service -> true);
  }

  private Set<ResourceID> onCapacity(EcsCapacityProvider provider) {
    String name = CapacityProviders.name(provider);
    return inNamespace(
        provider.getMetadata().getNamespace(),
        service ->
            asEmpty(service.getSpec().capacityProviderStrategy()).stream()
                .anyMatch(item -> item.capacityProvider().equals(name)));
  }

  private Set<ResourceID> runningFamily(TaskDefinitionRevision revision) {
    return inNamespace(
        revision.getMetadata().getNamespace(),
        service ->
            TaskDefinitionReference.parse(or(service.getSpec().taskDefinition(), ""))
                .filter(reference -> reference.family().equals(revision.getSpec().family()))
                .isPresent());
  }

  /** Others that claim the same name: they may have their turn now. */
  private Set<ResourceID> namesakes(EcsService changed) {
    String cluster =
        Indexes.key(
            changed.getMetadata().getNamespace(), or(changed.getSpec().cluster(), "default"));
    return ids(
        byCluster(cluster),
        other ->
            !other.getMetadata().getName().equals(changed.getMetadata().getName())
                && ServiceResolver.serviceName(other).equals(ServiceResolver.serviceName(changed)));
  }

  private List<EcsService> byCluster(String key) {
    return services.getIndexer().byIndex(Indexes.BY_CLUSTER, key);
  }

  private Set<ResourceID> inNamespace(String namespace, Predicate<EcsService> which) {
    return ids(services.getIndexer().byIndex(Indexes.BY_NAMESPACE, namespace), which);
  }

  private static Set<ResourceID> ids(List<EcsService> services, Predicate<EcsService> which) {
    return services.stream()
        .filter(which)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }
}
