package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.kubeecs.api.ecs.AvailabilityZoneRebalancing;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.alarm.Alarms;
import dev.kubeecs.operator.autoscaling.KnownScalableTargets;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.capacity.KnownProviders;
import dev.kubeecs.operator.cluster.KnownClusters;
import dev.kubeecs.operator.discovery.Registry;
import dev.kubeecs.operator.loadbalancing.LoadBalancing;
import dev.kubeecs.operator.loadbalancing.target.TargetPorts;
import dev.kubeecs.operator.service.deployment.EndedTask;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.revision.NextRevision;
import dev.kubeecs.operator.serviceconnect.ConnectionResolver;
import dev.kubeecs.operator.task.pod.HealthProbe;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads, from caches only, everything that a decision about a service depends on. */
@Singleton
final class ServiceResolver {

  private final Accounts accounts;
  private final KnownProviders providers;
  private final TaskDefinitions taskDefinitions;
  private final KnownClusters clusters;
  private final SharedIndexInformer<EcsService> services;
  private final SharedIndexInformer<EcsTask> tasks;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Node> nodes;
  private final LoadBalancing loadBalancing;
  private final KnownScalableTargets scalableTargets;
  private final Registry registry;
  private final ConnectionResolver connections;
  private final TrafficRules trafficRules;
  private final HookCaller hookCaller;
  private final Alarms alarms;
  private final ServiceCaches caches;
  private final ServiceSettings settings;
  private final Clock clock;

  ServiceResolver(
      Accounts accounts,
      KnownProviders providers,
      TaskDefinitions taskDefinitions,
      KnownClusters clusters,
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<EcsTask> tasks,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<Node> nodes,
      LoadBalancing loadBalancing,
      KnownScalableTargets scalableTargets,
      Registry registry,
      ConnectionResolver connections,
      TrafficRules trafficRules,
      HookCaller hookCaller,
      Alarms alarms,
      ServiceCaches caches,
      ServiceSettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.providers = providers;
    this.taskDefinitions = taskDefinitions;
    this.clusters = clusters;
    this.services = services;
    this.tasks = tasks;
    this.pods = pods;
    this.nodes = nodes;
    this.loadBalancing = loadBalancing;
    this.scalableTargets = scalableTargets;
    this.registry = registry;
    this.connections = connections;
    this.trafficRules = trafficRules;
    this.hookCaller = hookCaller;
    this.alarms = alarms;
    this.caches = caches;
    this.settings = settings;
    this.clock = clock;
  }

  ResolvedService resolve(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    String clusterName = or(service.getSpec().cluster(), "default");
    List<Pod> ofService = labelled(pods, service);
    List<EcsTask> known = labelled(tasks, service);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Map<String, EcsTask> byId = byName(known.stream());
    Map<String, TargetGroup> groups = targetGroups(service);
    List<ResolvedRevision> revisions = revisions(service, ofService, byId, groups, now);
    return ResolvedServiceBuilder.builder()
        .resource(service)
        .account(accounts.of(namespace))
        .cluster(clusters.active(namespace, clusterName).map(EcsCluster::getSpec))
        .taskDefinition(
            Optional.ofNullable(service.getSpec().taskDefinition())
                .flatMap(reference -> taskDefinitions.resolve(namespace, reference)))
        .capacityProvider(capacityProvider(namespace, service.getSpec().capacityProviderStrategy()))
        .olderClaimant(olderClaimant(service, Indexes.key(namespace, clusterName)))
        .revisions(revisions)
        .taskSets(taskSets(service))
        .history(known.stream().map(task -> TaskObservation.known(task, now)).toList())
        .strays(strays(service, revisions))
        .podsRemain(!ofService.isEmpty())
        .stopsUntold(
            ofService.stream()
                .anyMatch(pod -> TaskObservation.stopsUntold(pod, byId.get(taskId(pod)))))
        .unplaceable(
            ofService.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .anyMatch(TaskObservation::unplaceable))
        .leaving(
            ofService.stream()
                .filter(this::isLeaving)
                .map(ServiceResolver::taskId)
                .collect(Collectors.toSet()))
        .zones(zones(service, ofService))
        .targetGroups(groups)
        .scalingActivities(scalableTargets.activities(service))
        .registries(registries(service))
        .connections(
            connections.of(
                namespace,
                clusters.active(namespace, clusterName).map(EcsCluster::getSpec),
                Stream.concat(
                    Stream.ofNullable(service.getSpec().serviceConnectConfiguration()),
                    revisions.stream()
                        .map(r -> r.resource().getSpec().serviceConnectConfiguration()))))
        .trafficRules(trafficRules(service))
        .hookAnswers(hookCaller.answers())
        .alarms(alarms.in(namespace))
        .now(now)
        .build();
  }

  private Map<String, TrafficRule> trafficRules(EcsService service) {
    return Stream.concat(
            TrafficRules.named(service.getSpec().loadBalancers()),
            owned(caches.revisions(), service)
                .flatMap(revision -> TrafficRules.named(revision.getSpec().loadBalancers())))
        .distinct()
        .flatMap(
            name ->
                trafficRules
                    .find(service.getMetadata().getNamespace(), name)
                    .map(rule -> Map.entry(name, rule))
                    .stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The target groups of all revisions that may have tasks, and of the next. */
  private Map<String, TargetGroup> targetGroups(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    return Stream.concat(
            Registrations.names(service),
            owned(caches.revisions(), service)
                .flatMap(revision -> Registrations.names(revision.getSpec())))
        .distinct()
        .flatMap(name -> loadBalancing.targetGroup(namespace, name).stream())
        .collect(Collectors.toMap(LoadBalancers::name, Function.identity()));
  }

  /** The same of services of Cloud Map. */
  private Map<String, DiscoveryService> registries(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    Map<String, DiscoveryService> found = new HashMap<>();
    Stream.concat(
            asEmpty(service.getSpec().serviceRegistries()).stream(),
            owned(caches.revisions(), service)
                .flatMap(revision -> asEmpty(revision.getSpec().serviceRegistries()).stream()))
        .map(ServiceRegistry::registryArn)
        .filter(Objects::nonNull)
        .forEach(arn -> registry.service(namespace, arn).ifPresent(s -> found.put(arn, s)));
    return found;
  }

  /** By the Nodes: those that tasks run on, and those of the cluster that take more. */
  private Optional<Zones> zones(EcsService service, List<Pod> ofService) {
    if (service.getSpec().availabilityZoneRebalancing() != AvailabilityZoneRebalancing.ENABLED) {
      return Optional.empty();
    }
    String namespace = service.getMetadata().getNamespace();
    String cluster = or(service.getSpec().cluster(), "default");
    Map<String, String> selector =
        clusters.active(namespace, cluster).map(c -> c.getSpec().nodeSelector()).orElse(Map.of());
    Map<String, String> ofTasks = new HashMap<>();
    for (Pod pod : ofService) {
      Optional.ofNullable(pod.getSpec().getNodeName())
          .map(nodes.getIndexer()::getByKey)
          .flatMap(Zones::of)
          .ifPresent(zone -> ofTasks.put(taskId(pod), zone));
    }
    return Optional.of(
        new Zones(
            ofTasks,
            nodes.getStore().list().stream()
                .filter(NodeInstance::isReady)
                .filter(NodeInstance::isSchedulable)
                .filter(node -> Registration.takes(node, accounts.of(namespace), cluster, selector))
                .flatMap(node -> Zones.of(node).stream())
                .collect(Collectors.toSet())));
  }

  private boolean isLeaving(Pod pod) {
    return Optional.ofNullable(pod.getSpec().getNodeName())
        .map(nodes.getIndexer()::getByKey)
        .filter(NodeInstance::isDraining)
        .isPresent();
  }

  private List<ResolvedRevision> revisions(
      EcsService service,
      List<Pod> ofService,
      Map<String, EcsTask> byId,
      Map<String, TargetGroup> groups,
      Instant now) {
    Map<String, List<Pod>> podsByDeployment =
        ofService.stream().collect(groupingBy(ServiceResolver::deploymentId));
    Map<String, List<EcsTask>> tasksByDeployment =
        byId.values().stream().collect(groupingBy(task -> or(task.getSpec().startedBy(), "")));
    Map<String, EcsServiceDeployment> rollouts = byName(owned(caches.rollouts(), service));
    Map<String, Workload> workloads =
        workloads(service).collect(Collectors.toMap(Workload::name, Function.identity()));
    return owned(caches.revisions(), service)
        .sorted(comparing(NextRevision::number))
        .map(
            revision -> {
              String id = revision.getSpec().deploymentId();
              String name = revision.getMetadata().getName();
              List<EcsTask> known =
                  tasksByDeployment.getOrDefault(DeploymentView.id(id), List.of());
              Optional<TaskDefinitionRevision> definition =
                  taskDefinitions.resolve(
                      revision.getMetadata().getNamespace(), revision.getSpec().taskDefinition());
              return ResolvedRevisionBuilder.builder()
                  .resource(revision)
                  .rollout(Optional.ofNullable(rollouts.get(name)))
                  .taskDefinition(definition)
                  .capacityProvider(
                      capacityProvider(
                          revision.getMetadata().getNamespace(),
                          revision.getSpec().capacityProviderStrategy()))
                  .images(RunningImages.of(known))
                  .workload(Optional.ofNullable(workloads.get(name)))
                  .tasks(
                      live(
                          definition,
                          podsByDeployment.getOrDefault(id, List.of()),
                          byId,
                          groups,
                          now))
                  .ended(ended(known, now))
                  .build();
            })
        .toList();
  }

  private List<ServiceTask> live(
      Optional<TaskDefinitionRevision> definition,
      List<Pod> candidates,
      Map<String, EcsTask> byId,
      Map<String, TargetGroup> groups,
      Instant now) {
    boolean checked = !candidates.isEmpty() && hasHealthCheck(definition);
    return candidates.stream()
        .flatMap(
            pod -> {
              Optional<EcsTask> task = Optional.ofNullable(byId.get(taskId(pod)));
              return TaskObservation.live(pod, task, checked, settings.healthyAfter(), now)
                  .map(live -> Registrations.judged(live, TargetPorts.of(pod).keySet(), groups))
                  .stream();
            })
        .toList();
  }

  private static List<EndedTask> ended(List<EcsTask> ofRevision, Instant now) {
    return ofRevision.stream().flatMap(task -> TaskObservation.ended(task, now).stream()).toList();
  }

  private static boolean hasHealthCheck(Optional<TaskDefinitionRevision> found) {
    return found
        .map(definition -> definition.getSpec().taskDefinition().containerDefinitions())
        .map(List::stream)
        .orElse(Stream.empty())
        .anyMatch(c -> or(c.essential(), true) && HealthProbe.isOn(c.healthCheck()));
  }

  private List<Workload> strays(EcsService service, List<ResolvedRevision> revisions) {
    List<String> names = revisions.stream().map(ResolvedRevision::name).toList();
    return workloads(service).filter(workload -> !names.contains(workload.name())).toList();
  }

  private Stream<Workload> workloads(EcsService service) {
    Stream<Deployment> deployments = owned(caches.deployments(), service);
    Stream<DaemonSet> daemonSets = owned(caches.daemonSets(), service);
    return Stream.concat(deployments.map(Workload::of), daemonSets.map(Workload::of));
  }

  private Optional<EcsCapacityProvider> capacityProvider(
      String namespace, List<CapacityProviderStrategyItem> strategy) {
    return CapacityProviderStrategies.first(strategy)
        .flatMap(name -> providers.active(namespace, name));
  }

  private List<ResolvedTaskSet> taskSets(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    String key = Indexes.key(namespace, service.getMetadata().getName());
    return caches.taskSets().getIndexer().byIndex(Indexes.BY_SERVICE, key).stream()
        .sorted(Oldest.FIRST)
        .map(
            taskSet ->
                new ResolvedTaskSet(
                    taskSet,
                    taskDefinitions.resolve(namespace, taskSet.getSpec().taskDefinition()),
                    capacityProvider(namespace, taskSet.getSpec().capacityProviderStrategy())))
        .toList();
  }

  private Optional<String> olderClaimant(EcsService service, String cluster) {
    return services.getIndexer().byIndex(Indexes.BY_CLUSTER, cluster).stream()
        .filter(other -> serviceName(other).equals(serviceName(service)))
        .filter(other -> Oldest.FIRST.compare(other, service) < 0)
        .filter(other -> !isInactive(other))
        .map(other -> other.getMetadata().getName())
        .findFirst();
  }

  private static boolean isInactive(EcsService service) {
    return service.getStatus() != null && service.getStatus().status() == ServiceState.INACTIVE;
  }

  static String serviceName(EcsService service) {
    return or(service.getSpec().serviceName(), service.getMetadata().getName());
  }

  private static <T extends HasMetadata> List<T> labelled(
      SharedIndexInformer<T> informer, EcsService service) {
    String label = ObjectNames.labelValue(service.getMetadata().getName());
    return informer
        .getIndexer()
        .byIndex(Indexes.BY_SERVICE, Indexes.key(service.getMetadata().getNamespace(), label));
  }

  /** Objects of this very service, not of a namesake that was deleted; none that is going. */
  private static <T extends HasMetadata> Stream<T> owned(
      SharedIndexInformer<T> informer, EcsService service) {
    return labelled(informer, service).stream()
        .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
        .filter(object -> object.getOwnerReferenceFor(service).isPresent());
  }

  private static <T extends HasMetadata> Map<String, T> byName(Stream<T> objects) {
    return objects.collect(
        Collectors.toMap(object -> object.getMetadata().getName(), Function.identity()));
  }

  private static String taskId(Pod pod) {
    return Identifiers.taskId(pod.getMetadata().getUid());
  }

  private static String deploymentId(Pod pod) {
    return Objects.requireNonNullElse(
        asEmpty(pod.getMetadata().getLabels()).get(Labels.DEPLOYMENT), "");
  }
}
