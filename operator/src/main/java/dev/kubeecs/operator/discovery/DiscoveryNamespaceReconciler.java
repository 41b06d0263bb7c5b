package dev.kubeecs.operator.discovery;

import dev.kubeecs.api.servicediscovery.NamespaceType;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.discovery.ClientAlias;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryNamespaceStatus;
import dev.kubeecs.resources.discovery.DiscoveryNamespaceStatusBuilder;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DnsName;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives namespaces of service discovery their place in the cluster's DNS. */
@ControllerConfiguration(
    name = "discovery-namespace",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "discovery-namespaces-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class DiscoveryNamespaceReconciler
    implements Reconciler<DiscoveryNamespace>, Cleaner<DiscoveryNamespace> {

  /** Whatever is in the way may have gone: nothing tells us. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final Accounts accounts;
  private final Registry registry;
  private final DnsPublisher publisher;
  private final AliasPublisher aliases;
  private final SharedIndexInformer<DiscoveryService> services;
  private final KubernetesClient client;
  private final String clusterDomain;
  private final Clock clock;

  DiscoveryNamespaceReconciler(
      Accounts accounts,
      Registry registry,
      DnsPublisher publisher,
      AliasPublisher aliases,
      SharedIndexInformer<DiscoveryService> services,
      KubernetesClient client,
      @ConfigProperty(name = "kube-ecs.cluster-domain") String clusterDomain,
      Clock clock) {
    this.accounts = accounts;
    this.registry = registry;
    this.publisher = publisher;
    this.aliases = aliases;
    this.services = services;
    this.client = client;
    this.clusterDomain = clusterDomain;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, DiscoveryNamespace>> prepareEventSources(
      EventSourceContext<DiscoveryNamespace> context) {
    return List.of(
        new CacheEventSource<>(
            services,
            service ->
                service.getSpec().clientAliases() == null
                    ? Set.of()
                    : registry
                        .namespace(
                            service.getMetadata().getNamespace(), service.getSpec().namespace())
                        .map(namespace -> Set.of(ResourceID.fromResource(namespace)))
                        .orElse(Set.of())));
  }

  @Override
  public UpdateControl<DiscoveryNamespace> reconcile(
      DiscoveryNamespace resource, Context<DiscoveryNamespace> context) {
    Optional<DnsName> place =
        Discovery.type(resource) == NamespaceType.DNS_PRIVATE
            ? DnsName.of(Discovery.name(resource))
            : Optional.empty();
    Optional<Problem> namesake = namesake(resource);
    Optional<Problem> problem =
        namesake
            .or(() -> refused(resource, place))
            .or(() -> place.flatMap(name -> settle(resource, name)));
    List<ClientAlias> published =
        aliases.publish(
            resource,
            namesake.isPresent()
                ? Map.of()
                : ConnectServices.names(registry.servicesOf(resource).toList()));
    UpdateControl<DiscoveryNamespace> told =
        StatusPatch.of(
            resource, status(resource, place, published, problem), new DiscoveryNamespace());
    return problem.isPresent() ? told.rescheduleAfter(LOOK_AGAIN) : told;
  }

  @Override
  public DeleteControl cleanup(DiscoveryNamespace resource, Context<DiscoveryNamespace> context) {
    DnsName.of(Discovery.name(resource))
        .map(name -> service(resource, name))
        .filter(service -> isOf(service, resource))
        .ifPresent(service -> client.resource(service).delete());
    aliases.forget(resource);
    return DeleteControl.defaultDelete();
  }

  private Optional<Problem> namesake(DiscoveryNamespace resource) {
    return registry
        .namespace(resource.getMetadata().getNamespace(), Discovery.name(resource))
        .filter(older -> !older.getMetadata().getUid().equals(resource.getMetadata().getUid()))
        .map(
            older ->
                new Problem(
                    Reason.Conflict,
                    "name: DiscoveryNamespace %s is the namespace %s already."
                        .formatted(older.getMetadata().getName(), Discovery.name(resource))));
  }

  private static Optional<Problem> refused(DiscoveryNamespace resource, Optional<DnsName> place) {
    return switch (Discovery.type(resource)) {
      case HTTP -> Optional.empty();
      case DNS_PRIVATE ->
          place.isPresent()
              ? Optional.empty()
              : Optional.of(new Problem(Reason.Invalid, DnsName.refusal(Discovery.name(resource))));
      case DNS_PUBLIC -> Problem.unsupported(List.of("type DNS_PUBLIC"));
    };
  }

  /** Makes the Service of a namespace, unless somebody else has the name. */
  private Optional<Problem> settle(DiscoveryNamespace resource, DnsName name) {
    Optional<Problem> closed = name.kubernetesNamespace().flatMap(this::open);
    if (closed.isPresent()) {
      return closed;
    }
    Service present = service(resource, name);
    if (present != null && !isOf(present, resource)) {
      return Optional.of(
          new Problem(
              Reason.Conflict,
              "name: the Kubernetes Service %s of namespace %s has the name that %s needs."
                  .formatted(
                      name.service(),
                      present.getMetadata().getNamespace(),
                      Discovery.name(resource))));
    }
    if (present == null) {
      publisher.apply(DnsRecords.namespace(resource, name));
    }
    return Optional.empty();
  }

  /** Makes a Kubernetes namespace for names; one that is there must be meant for them. */
  private Optional<Problem> open(String name) {
    Namespace present = client.namespaces().withName(name).get();
    if (present == null) {
      publisher.apply(
          new NamespaceBuilder()
              .withNewMetadata()
              .withName(name)
              .addToLabels(Labels.DNS_DOMAIN, "true")
              .endMetadata()
              .build());
      return Optional.empty();
    }
    return hasLabel(present, Labels.DNS_DOMAIN, "true")
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Reason.Conflict,
                ("name: the Kubernetes namespace %1$s is there for something else. Use another"
                        + " name, or allow names in it: kubectl label namespace %1$s %2$s=true")
                    .formatted(name, Labels.DNS_DOMAIN)));
  }

  private Service service(DiscoveryNamespace resource, DnsName name) {
    return client
        .services()
        .inNamespace(DnsRecords.kubernetesNamespace(name, resource.getMetadata().getNamespace()))
        .withName(name.service())
        .get();
  }

  private static boolean isOf(Service service, DiscoveryNamespace namespace) {
    return hasLabel(service, Labels.DISCOVERY_NAMESPACE, namespace.getMetadata().getUid());
  }

  private static boolean hasLabel(HasMetadata object, String label, String value) {
    return value.equals(Absent.asEmpty(object.getMetadata().getLabels()).get(label));
  }

  private DiscoveryNamespaceStatus status(
      DiscoveryNamespace resource,
      Optional<DnsName> place,
      List<ClientAlias> aliases,
      Optional<Problem> problem) {
    List<Condition> before =
        resource.getStatus() == null ? null : resource.getStatus().conditions();
    Long generation = resource.getMetadata().getGeneration();
    Conditions conditions = new Conditions(clock);
    return DiscoveryNamespaceStatusBuilder.builder()
        .namespaceId(Discovery.id(resource))
        .namespaceArn(Discovery.arn(accounts.of(resource.getMetadata().getNamespace()), resource))
        .dnsName(
            place
                .filter(name -> problem.isEmpty())
                .map(name -> name.full(resource.getMetadata().getNamespace(), clusterDomain))
                .orElse(null))
        .clientAliases(aliases)
        .observedGeneration(generation)
        .conditions(
            problem
                .map(p -> conditions.notReady(before, p.reason(), p.message(), generation))
                .orElseGet(() -> conditions.ready(before, generation)))
        .build();
  }
}
