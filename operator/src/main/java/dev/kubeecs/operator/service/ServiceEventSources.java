package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.operator.alarm.Alarms;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.WatchedAlarms;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
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
import java.util.Objects;
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
  private final SharedIndexInformer<TargetGroup> targetGroups;
  private final SharedIndexInformer<ScalableTarget> scalableTargets;
  private final SharedIndexInformer<DiscoveryService> discoveryServices;
  private final SharedIndexInformer<DiscoveryNamespace> discoveryNamespaces;
  private final TrafficRules trafficRules;
  private final HookCaller hookCaller;
  private final Alarms alarms;
  private final SharedIndexInformer<MetricAlarm> metricAlarms;
  private final ServiceCaches caches;

  ServiceEventSources(
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<EcsCluster> clusters,
      SharedIndexInformer<EcsCapacityProvider> capacityProviders,
      SharedIndexInformer<TaskDefinitionRevision> taskDefinitions,
      SharedIndexInformer<EcsTask> tasks,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<Node> nodes,
      SharedIndexInformer<TargetGroup> targetGroups,
      SharedIndexInformer<ScalableTarget> scalableTargets,
      SharedIndexInformer<DiscoveryService> discoveryServices,
      SharedIndexInformer<DiscoveryNamespace> discoveryNamespaces,
      TrafficRules trafficRules,
      HookCaller hookCaller,
      Alarms alarms,
      SharedIndexInformer<MetricAlarm> metricAlarms,
      ServiceCaches caches) {
    this.services = services;
    this.clusters = clusters;
    this.capacityProviders = capacityProviders;
    this.taskDefinitions = taskDefinitions;
    this.tasks = tasks;
    this.pods = pods;
    this.nodes = nodes;
    this.targetGroups = targetGroups;
    this.scalableTargets = scalableTargets;
    this.discoveryServices = discoveryServices;
    this.discoveryNamespaces = discoveryNamespaces;
    this.trafficRules = trafficRules;
    this.hookCaller = hookCaller;
    this.alarms = alarms;
    this.metricAlarms = metricAlarms;
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
        new CacheEventSource<>(targetGroups, this::registering),
        new CacheEventSource<>(scalableTargets, this::scaled),
        new CacheEventSource<>(discoveryServices, this::naming),
        new CacheEventSource<>(discoveryNamespaces, this::connected),
        new CacheEventSource<>(trafficRules.listeners(), this::routed),
        new CacheEventSource<>(trafficRules.rules(), this::routed),
        new HookEventSource(hookCaller),
        new AlarmEventSource(alarms, this::watchingAlarms),
        new CacheEventSource<>(metricAlarms, this::watching),
        new CacheEventSource<>(caches.taskSets(), ServiceEventSources::ofTaskSet),
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

  /** The service that auto scaling has scaled, and tells of. */
  private Set<ResourceID> scaled(ScalableTarget target) {
    String resourceId = target.getSpec().resourceId();
    return ids(
        byCluster(
            Indexes.key(target.getMetadata().getNamespace(), ScalableTargets.cluster(resourceId))),
        service ->
            ServiceResolver.serviceName(service).equals(ScalableTargets.service(resourceId)));
  }

  /** The services that register their tasks in a target group, by their spec or by their Pods. */
  private Set<ResourceID> registering(TargetGroup group) {
    String namespace = group.getMetadata().getNamespace();
    String name = LoadBalancers.name(group);
    Set<ResourceID> services =
        inNamespace(namespace, service -> Registrations.names(service).anyMatch(name::equals));
    pods.getIndexer().byIndex(Indexes.BY_TARGET_GROUP, Indexes.key(namespace, name)).stream()
        .flatMap(pod -> labelled(pod).stream())
        .forEach(services::add);
    return services;
  }

  /** The services that name a service of Cloud Map: one that comes may be what they wait for. */
  private Set<ResourceID> naming(DiscoveryService discovered) {
    return inNamespace(
        discovered.getMetadata().getNamespace(),
        service ->
            discovered.getOwnerReferenceFor(service).isPresent()
                || asEmpty(service.getSpec().serviceRegistries()).stream()
                    .map(ServiceRegistry::registryArn)
                    .filter(Objects::nonNull)
                    .anyMatch(
                        arn ->
                            Discovery.withoutArn(arn).equals(Discovery.id(discovered))
                                || arn.equals(discovered.getMetadata().getName())));
  }

  /** The services that may be in a namespace of Service Connect. */
  private Set<ResourceID> connected(DiscoveryNamespace namespace) {
    return inNamespace(
        namespace.getMetadata().getNamespace(),
        service -> ServiceConnect.isEnabled(service.getSpec().serviceConnectConfiguration()));
  }

  /** The services whose traffic goes by rules that they name: few. */
  private Set<ResourceID> routed(HasMetadata listenerOrRule) {
    return inNamespace(
        listenerOrRule.getMetadata().getNamespace(),
        service -> TrafficRules.named(service.getSpec().loadBalancers()).findAny().isPresent());
  }

  private Set<ResourceID> watchingAlarms() {
    return ids(
        services.getStore().list(),
        service -> WatchedAlarms.any(service.getSpec().deploymentConfiguration()));
  }

  private Set<ResourceID> watching(MetricAlarm alarm) {
    return inNamespace(
        alarm.getMetadata().getNamespace(),
        service ->
            WatchedAlarms.names(service.getSpec().deploymentConfiguration())
                .contains(MetricAlarms.name(alarm)));
  }

  private static Set<ResourceID> ofTaskSet(EcsTaskSet taskSet) {
    return Set.of(
        new ResourceID(taskSet.getSpec().service(), taskSet.getMetadata().getNamespace()));
  }

  private Set<ResourceID> ofTaskSets(String namespace, Predicate<EcsTaskSet> which) {
    return caches.taskSets().getStore().list().stream()
        .filter(taskSet -> taskSet.getMetadata().getNamespace().equals(namespace))
        .filter(which)
        .flatMap(taskSet -> ofTaskSet(taskSet).stream())
        .collect(Collectors.toSet());
  }

  private Set<ResourceID> ofCluster(EcsCluster cluster) {
    return ids(byCluster(Indexes.ecsName(cluster).getFirst()), service -> true);
  }

  private Set<ResourceID> onCapacity(EcsCapacityProvider provider) {
    String name = CapacityProviders.name(provider);
    String namespace = provider.getMetadata().getNamespace();
    Set<ResourceID> using =
        inNamespace(
            namespace, service -> names(service.getSpec().capacityProviderStrategy(), name));
    using.addAll(
        ofTaskSets(
            namespace, taskSet -> names(taskSet.getSpec().capacityProviderStrategy(), name)));
    return using;
  }

  private static boolean names(List<CapacityProviderStrategyItem> strategy, String provider) {
    return asEmpty(strategy).stream().anyMatch(item -> item.capacityProvider().equals(provider));
  }

  private Set<ResourceID> runningFamily(TaskDefinitionRevision revision) {
    String namespace = revision.getMetadata().getNamespace();
    String family = revision.getSpec().family();
    Set<ResourceID> services =
        inNamespace(namespace, service -> isOf(family, service.getSpec().taskDefinition()));
    services.addAll(
        ofTaskSets(namespace, taskSet -> isOf(family, taskSet.getSpec().taskDefinition())));
    return services;
  }

  private static boolean isOf(String family, String taskDefinition) {
    return TaskDefinitionReference.parse(or(taskDefinition, ""))
        .filter(reference -> reference.family().equals(family))
        .isPresent();
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
