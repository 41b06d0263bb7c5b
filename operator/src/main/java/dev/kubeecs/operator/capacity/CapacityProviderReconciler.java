package dev.kubeecs.operator.capacity;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CapacityProviderStatus;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.runtime.PassLimiter;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatus;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpec.DesiredClusterStatus;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Node;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the status of capacity providers and the figures of their managed scaling. */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "capacity-provider",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "capacity-providers-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class CapacityProviderReconciler
    implements Reconciler<EcsCapacityProvider>, Cleaner<EcsCapacityProvider> {

  private final Accounts accounts;
  private final KnownProviders known;
  private final SharedIndexInformer<EcsCapacityProvider> providers;
  private final SharedIndexInformer<EcsCluster> clusters;
  private final SharedIndexInformer<Node> nodes;
  private final SharedIndexInformer<Pod> pods;
  private final ReservationGauges gauges;
  private final ProviderStatuses statuses;
  private final Clock clock;
  private final Duration retention;

  CapacityProviderReconciler(
      Accounts accounts,
      KnownProviders known,
      SharedIndexInformer<EcsCapacityProvider> providers,
      SharedIndexInformer<EcsCluster> clusters,
      SharedIndexInformer<Node> nodes,
      SharedIndexInformer<Pod> pods,
      ReservationGauges gauges,
      Clock clock,
      @ConfigProperty(name = "kube-ecs.retention") Duration retention) {
    this.accounts = accounts;
    this.known = known;
    this.providers = providers;
    this.clusters = clusters;
    this.nodes = nodes;
    this.pods = pods;
    this.gauges = gauges;
    this.statuses = new ProviderStatuses(clock);
    this.clock = clock;
    this.retention = retention;
  }

  @Override
  public List<EventSource<?, EcsCapacityProvider>> prepareEventSources(
      EventSourceContext<EcsCapacityProvider> context) {
    return List.of(
        new CacheEventSource<>(
            nodes, node -> those(provider -> CapacityProviders.has(provider, node))),
        new CacheEventSource<>(pods, this::concerned),
        new CacheEventSource<>(clusters, this::associated));
  }

  @Override
  public UpdateControl<EcsCapacityProvider> reconcile(
      EcsCapacityProvider provider, Context<EcsCapacityProvider> context) {
    ProviderFacts facts = facts(provider);
    EcsCapacityProviderStatus status = statuses.of(facts);
    if (status.status() == CapacityProviderStatus.INACTIVE) {
      Duration left = Duration.between(clock.instant(), status.inactiveAt().plus(retention));
      gauges.forget(provider);
      if (!left.isPositive()) {
        context.getClient().resource(provider).delete();
        return UpdateControl.noUpdate();
      }
      return StatusPatch.of(provider, status, new EcsCapacityProvider()).rescheduleAfter(left);
    }
    if (facts.elder().isEmpty()) {
      gauges.tell(provider, status);
    }
    return StatusPatch.of(provider, status, new EcsCapacityProvider());
  }

  /** Tasks run on without it: its Nodes are not its own. */
  @Override
  public DeleteControl cleanup(EcsCapacityProvider provider, Context<EcsCapacityProvider> context) {
    gauges.forget(provider);
    return DeleteControl.defaultDelete();
  }

  private ProviderFacts facts(EcsCapacityProvider provider) {
    String namespace = provider.getMetadata().getNamespace();
    String name = CapacityProviders.name(provider);
    return new ProviderFacts(
        accounts.of(namespace),
        provider,
        known.served(namespace, name).filter(elder -> !isSame(elder, provider)),
        clusters.getStore().list().stream()
            .filter(cluster -> cluster.getMetadata().getNamespace().equals(namespace))
            .filter(cluster -> cluster.getSpec().desiredStatus() != DesiredClusterStatus.INACTIVE)
            .filter(cluster -> asEmpty(cluster.getSpec().capacityProviders()).contains(name))
            .map(cluster -> cluster.getMetadata().getName())
            .sorted()
            .toList(),
        nodes.getStore().list().stream()
            .filter(node -> CapacityProviders.has(provider, node))
            .toList(),
        pods.getStore().list().stream().filter(TaskPod::isLive).toList());
  }

  /** Those whose Node the Pod is on, and those whose Nodes it waits for. */
  private Set<ResourceID> concerned(Pod pod) {
    Optional<Node> node =
        Optional.ofNullable(pod.getSpec().getNodeName())
            .map(name -> nodes.getIndexer().getByKey(name));
    return those(
        provider ->
            node.filter(on -> CapacityProviders.has(provider, on)).isPresent()
                || asEmpty(pod.getSpec().getNodeSelector())
                    .entrySet()
                    .containsAll(CapacityProviders.nodeSelector(provider).entrySet()));
  }

  private Set<ResourceID> associated(EcsCluster cluster) {
    List<String> names = asEmpty(cluster.getSpec().capacityProviders());
    return those(
        provider ->
            provider.getMetadata().getNamespace().equals(cluster.getMetadata().getNamespace())
                && names.contains(CapacityProviders.name(provider)));
  }

  private Set<ResourceID> those(Predicate<EcsCapacityProvider> which) {
    return providers.getStore().list().stream()
        .filter(which)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static boolean isSame(EcsCapacityProvider one, EcsCapacityProvider other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid());
  }
}
