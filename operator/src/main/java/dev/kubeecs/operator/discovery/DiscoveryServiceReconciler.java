package dev.kubeecs.operator.discovery;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.runtime.PassLimiter;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DiscoveryServiceStatus;
import dev.kubeecs.resources.discovery.DiscoveryServiceStatusBuilder;
import dev.kubeecs.resources.discovery.DnsName;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import dev.kubeecs.resources.discovery.RegisteredInstances;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the instances of services of Cloud Map, and has the cluster's DNS answer for them. */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "discovery-service",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "discovery-services-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class DiscoveryServiceReconciler
    implements Reconciler<DiscoveryService>, Cleaner<DiscoveryService> {

  /** Whatever is in the way may have gone: nothing tells us. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final Accounts accounts;
  private final Registry registry;
  private final DnsPublisher publisher;
  private final SharedIndexInformer<DiscoveryNamespace> namespaces;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<EcsTask> tasks;
  private final String clusterDomain;
  private final Clock clock;

  DiscoveryServiceReconciler(
      Accounts accounts,
      Registry registry,
      DnsPublisher publisher,
      SharedIndexInformer<DiscoveryNamespace> namespaces,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<EcsTask> tasks,
      @ConfigProperty(name = "kube-ecs.cluster-domain") String clusterDomain,
      Clock clock) {
    this.accounts = accounts;
    this.registry = registry;
    this.publisher = publisher;
    this.namespaces = namespaces;
    this.pods = pods;
    this.tasks = tasks;
    this.clusterDomain = clusterDomain;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, DiscoveryService>> prepareEventSources(
      EventSourceContext<DiscoveryService> context) {
    return List.of(
        new CacheEventSource<>(pods, DiscoveryServiceReconciler::registering),
        new CacheEventSource<>(
            tasks,
            task ->
                pods
                    .getIndexer()
                    .byIndex(
                        Indexes.BY_TASK,
                        Indexes.key(
                            task.getMetadata().getNamespace(), task.getMetadata().getName()))
                    .stream()
                    .flatMap(pod -> registering(pod).stream())
                    .collect(Collectors.toSet())),
        new CacheEventSource<>(
            namespaces,
            namespace ->
                registry
                    .servicesOf(namespace)
                    .map(ResourceID::fromResource)
                    .collect(Collectors.toSet())));
  }

  private static Set<ResourceID> registering(Pod pod) {
    return RegistryPorts.of(pod).keySet().stream()
        .map(name -> new ResourceID(name, pod.getMetadata().getNamespace()))
        .collect(Collectors.toSet());
  }

  @Override
  public UpdateControl<DiscoveryService> reconcile(
      DiscoveryService resource, Context<DiscoveryService> context) {
    String account = resource.getMetadata().getNamespace();
    Optional<DiscoveryNamespace> namespace =
        registry.namespace(account, resource.getSpec().namespace());
    Optional<Problem> problem = DiscoveryProblems.of(resource, namespace, registry);
    List<RegisteredInstance> instances = instances(resource);
    Optional<DnsName> place =
        namespace
            .filter(found -> resource.getSpec().dnsConfig() != null)
            .flatMap(found -> DnsName.of(Discovery.name(found)));
    place.ifPresent(
        name ->
            publisher.publish(
                resource,
                DnsRecords.kubernetesNamespace(name, account),
                problem.isPresent() ? List.of() : DnsRecords.service(resource, name, instances)));
    if (place.isEmpty() && resource.getSpec().clientAliases() != null) {
      publisher.publish(
          resource,
          account,
          problem.isPresent()
              ? List.of()
              : ConnectServices.slices(resource, namespace.orElseThrow(), instances));
    }
    UpdateControl<DiscoveryService> told =
        StatusPatch.of(
            resource,
            status(resource, place.filter(name -> problem.isEmpty()), instances, problem),
            new DiscoveryService());
    return problem.isPresent() ? told.rescheduleAfter(LOOK_AGAIN) : told;
  }

  @Override
  public DeleteControl cleanup(DiscoveryService resource, Context<DiscoveryService> context) {
    String account = resource.getMetadata().getNamespace();
    // The namespace may have gone before: its name is what the spec says then.
    String namespace =
        registry
            .namespace(account, resource.getSpec().namespace())
            .map(Discovery::name)
            .orElse(resource.getSpec().namespace());
    if (resource.getSpec().dnsConfig() == null) {
      publisher.publish(resource, account, List.of());
    } else {
      DnsName.of(namespace)
          .ifPresent(
              name ->
                  publisher.publish(
                      resource, DnsRecords.kubernetesNamespace(name, account), List.of()));
    }
    publisher.forget(resource);
    return DeleteControl.defaultDelete();
  }

  private List<RegisteredInstance> instances(DiscoveryService resource) {
    String namespace = resource.getMetadata().getNamespace();
    String name = resource.getMetadata().getName();
    Account account = accounts.of(namespace);
    boolean tellsHealth = resource.getSpec().healthCheckCustomConfig() != null;
    Stream<RegisteredInstance> ofTasks =
        pods
            .getIndexer()
            .byIndex(Indexes.BY_DISCOVERY_SERVICE, Indexes.key(namespace, name))
            .stream()
            .flatMap(
                pod ->
                    Optional.ofNullable(
                        tasks.getIndexer().getByKey(Indexes.key(namespace, Indexes.taskName(pod))))
                        .flatMap(
                            task ->
                                TaskInstances.of(
                                    account,
                                    pod,
                                    task,
                                    RegistryPorts.of(pod).get(name),
                                    tellsHealth))
                        .stream())
            .sorted(Comparator.comparing(RegisteredInstance::id));
    return Stream.concat(RegisteredInstances.byHand(resource.getSpec()).stream(), ofTasks).toList();
  }

  private DiscoveryServiceStatus status(
      DiscoveryService resource,
      Optional<DnsName> place,
      List<RegisteredInstance> instances,
      Optional<Problem> problem) {
    String account = resource.getMetadata().getNamespace();
    List<Condition> before =
        resource.getStatus() == null ? null : asEmpty(resource.getStatus().conditions());
    Long generation = resource.getMetadata().getGeneration();
    Conditions conditions = new Conditions(clock);
    return DiscoveryServiceStatusBuilder.builder()
        .serviceId(Discovery.id(resource))
        .serviceArn(Discovery.arn(accounts.of(account), resource))
        .dnsName(
            place
                .map(name -> Discovery.name(resource) + "." + name.full(account, clusterDomain))
                .orElse(null))
        .instances(instances)
        .instanceCount(instances.size())
        .observedGeneration(generation)
        .conditions(
            problem
                .map(p -> conditions.notReady(before, p.reason(), p.message(), generation))
                .orElseGet(() -> conditions.ready(before, generation)))
        .build();
  }
}
