package dev.kubeecs.operator.serviceconnect;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.cluster.KnownClusters;
import dev.kubeecs.operator.discovery.RegistryPorts;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the services of Cloud Map that stand for the names of ECS services. They go with the
 * service that owns them, or when neither it nor any of its tasks has the name any more.
 */
@ControllerConfiguration(
    name = "service-connect",
    informer = @Informer(name = "services-to-connect"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class ServiceConnectReconciler implements Reconciler<EcsService> {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final ConnectionResolver connections;
  private final KnownClusters clusters;
  private final TaskDefinitions taskDefinitions;
  private final SharedIndexInformer<EcsService> services;
  private final SharedIndexInformer<EcsServiceRevision> revisions;
  private final SharedIndexInformer<EcsCluster> allClusters;
  private final SharedIndexInformer<TaskDefinitionRevision> definitions;
  private final SharedIndexInformer<DiscoveryNamespace> namespaces;
  private final SharedIndexInformer<DiscoveryService> discoveryServices;
  private final SharedIndexInformer<Pod> pods;

  ServiceConnectReconciler(
      ConnectionResolver connections,
      KnownClusters clusters,
      TaskDefinitions taskDefinitions,
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<EcsServiceRevision> revisions,
      SharedIndexInformer<EcsCluster> allClusters,
      SharedIndexInformer<TaskDefinitionRevision> definitions,
      SharedIndexInformer<DiscoveryNamespace> namespaces,
      SharedIndexInformer<DiscoveryService> discoveryServices,
      SharedIndexInformer<Pod> pods) {
    this.connections = connections;
    this.clusters = clusters;
    this.taskDefinitions = taskDefinitions;
    this.services = services;
    this.revisions = revisions;
    this.allClusters = allClusters;
    this.definitions = definitions;
    this.namespaces = namespaces;
    this.discoveryServices = discoveryServices;
    this.pods = pods;
  }

  @Override
  public List<EventSource<?, EcsService>> prepareEventSources(
      EventSourceContext<EcsService> context) {
    return List.of(
        new CacheEventSource<>(pods, this::ofPod),
        new CacheEventSource<>(discoveryServices, ServiceConnectReconciler::owner),
        new CacheEventSource<>(
            namespaces, n -> enabled(n.getMetadata().getNamespace(), service -> true)),
        new CacheEventSource<>(
            allClusters, c -> enabled(c.getMetadata().getNamespace(), service -> true)),
        new CacheEventSource<>(
            definitions,
            d ->
                enabled(
                    d.getMetadata().getNamespace(),
                    service -> isOf(d.getSpec().family(), service.taskDefinition()))));
  }

  @Override
  public UpdateControl<EcsService> reconcile(EcsService service, Context<EcsService> context) {
    List<DiscoveryService> present = owned(service);
    List<EcsServiceRevisionSpec> running = running(service);
    boolean concerned =
        !present.isEmpty()
            || ServiceConnect.isEnabled(service.getSpec().serviceConnectConfiguration())
            || running.stream()
                .anyMatch(r -> ServiceConnect.isEnabled(r.serviceConnectConfiguration()));
    if (concerned && service.getMetadata().getDeletionTimestamp() == null) {
      write(context.getClient(), present, wanted(service, running));
    }
    return UpdateControl.noUpdate();
  }

  /** What the service asks for and, beside it, what the revisions have that have tasks. */
  private Map<String, DiscoveryService> wanted(
      EcsService service, List<EcsServiceRevisionSpec> running) {
    String account = service.getMetadata().getNamespace();
    Connections found =
        connections.of(
            account,
            clusters
                .active(account, or(service.getSpec().cluster(), "default"))
                .map(EcsCluster::getSpec),
            Stream.concat(
                Stream.ofNullable(service.getSpec().serviceConnectConfiguration()),
                running.stream().map(EcsServiceRevisionSpec::serviceConnectConfiguration)));
    ConnectedServices wanted = new ConnectedServices(service);
    if (service.getSpec().desiredStatus() != DesiredServiceStatus.INACTIVE) {
      add(
          wanted,
          found,
          account,
          service.getSpec().serviceConnectConfiguration(),
          service.getSpec().taskDefinition());
    }
    running.forEach(
        revision ->
            add(
                wanted,
                found,
                account,
                revision.serviceConnectConfiguration(),
                revision.taskDefinition()));
    return wanted.wanted();
  }

  private void add(
      ConnectedServices wanted,
      Connections found,
      String account,
      ServiceConnectConfiguration configuration,
      String taskDefinition) {
    found
        .namespace(configuration)
        .ifPresent(
            namespace ->
                Optional.ofNullable(taskDefinition)
                    .flatMap(reference -> taskDefinitions.resolve(account, reference))
                    .ifPresent(
                        definition ->
                            wanted.add(
                                namespace,
                                ServiceConnect.endpoints(
                                    configuration,
                                    Discovery.name(namespace),
                                    definition.getSpec().taskDefinition()))));
  }

  /** What belongs to somebody else is left alone; the service's condition tells of it. */
  private void write(
      KubernetesClient client,
      List<DiscoveryService> present,
      Map<String, DiscoveryService> wanted) {
    wanted.forEach(
        (name, service) -> {
          DiscoveryService found =
              discoveryServices
                  .getIndexer()
                  .getByKey(Indexes.key(service.getMetadata().getNamespace(), name));
          if (found == null) {
            client.resource(service).create();
          } else if (present.contains(found)
              && !service.getSpec().clientAliases().equals(found.getSpec().clientAliases())) {
            client
                .resource(found)
                .patch(
                    MERGE,
                    Serialization.asJson(
                        Map.of(
                            "spec", Map.of("clientAliases", service.getSpec().clientAliases()))));
          }
        });
    present.stream()
        .filter(service -> !wanted.containsKey(service.getMetadata().getName()))
        .forEach(service -> client.resource(service).delete());
  }

  private List<DiscoveryService> owned(EcsService service) {
    return discoveryServices
        .getIndexer()
        .byIndex(Indexes.BY_NAMESPACE, service.getMetadata().getNamespace())
        .stream()
        .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
        .filter(found -> found.getOwnerReferenceFor(service).isPresent())
        .toList();
  }

  /** The revisions that have tasks. */
  private List<EcsServiceRevisionSpec> running(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    String label = ObjectNames.labelValue(service.getMetadata().getName());
    return pods.getIndexer().byIndex(Indexes.BY_SERVICE, Indexes.key(namespace, label)).stream()
        .map(pod -> pod.getMetadata().getLabels().get(Labels.DEPLOYMENT))
        .distinct()
        .flatMap(
            digits ->
                revisions
                    .getIndexer()
                    .byIndex(Indexes.BY_DEPLOYMENT, Indexes.key(namespace, digits))
                    .stream())
        .filter(revision -> revision.getOwnerReferenceFor(service).isPresent())
        .map(EcsServiceRevision::getSpec)
        .toList();
  }

  private Set<ResourceID> ofPod(Pod pod) {
    String label = asEmpty(pod.getMetadata().getLabels()).get(Labels.SERVICE);
    return label == null || RegistryPorts.of(pod).isEmpty()
        ? Set.of()
        : ids(
            pod.getMetadata().getNamespace(),
            service -> ObjectNames.labelValue(service.getMetadata().getName()).equals(label));
  }

  /** The service of ECS that a service of Cloud Map stands for, if it does. */
  public static Set<ResourceID> owner(DiscoveryService service) {
    return asEmpty(service.getMetadata().getOwnerReferences()).stream()
        .filter(owner -> owner.getKind().equals("EcsService"))
        .map(OwnerReference::getName)
        .map(name -> new ResourceID(name, service.getMetadata().getNamespace()))
        .collect(Collectors.toSet());
  }

  private static boolean isOf(String family, String taskDefinition) {
    return TaskDefinitionReference.parse(or(taskDefinition, ""))
        .filter(reference -> reference.family().equals(family))
        .isPresent();
  }

  private Set<ResourceID> enabled(String account, Predicate<EcsServiceSpec> which) {
    return ids(
        account,
        service ->
            ServiceConnect.isEnabled(service.getSpec().serviceConnectConfiguration())
                && which.test(service.getSpec()));
  }

  private Set<ResourceID> ids(String account, Predicate<EcsService> which) {
    return services.getIndexer().byIndex(Indexes.BY_NAMESPACE, account).stream()
        .filter(which)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }
}
