package dev.kubeecs.operator.daemon;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.runtime.PassLimiter;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Brings daemons to what they shall be. Kubernetes does the work from Node to Node. */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "daemon",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "daemons-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class DaemonReconciler implements Reconciler<EcsDaemon>, Cleaner<EcsDaemon> {

  private final DaemonResolver resolver;
  private final DaemonWriter writer;
  private final DaemonCaches caches;
  private final SharedIndexInformer<EcsCapacityProvider> providers;
  private final PodSettings settings;

  DaemonReconciler(
      DaemonResolver resolver,
      DaemonWriter writer,
      DaemonCaches caches,
      SharedIndexInformer<EcsCapacityProvider> providers,
      PodSettings settings) {
    this.resolver = resolver;
    this.writer = writer;
    this.caches = caches;
    this.providers = providers;
    this.settings = settings;
  }

  @Override
  public List<EventSource<?, EcsDaemon>> prepareEventSources(
      EventSourceContext<EcsDaemon> context) {
    return List.of(
        new CacheEventSource<>(caches.pods, this::labelled),
        new CacheEventSource<>(caches.tasks, this::labelled),
        new CacheEventSource<>(caches.revisions, this::labelled),
        new CacheEventSource<>(caches.daemonSets, this::labelled),
        new CacheEventSource<>(
            caches.definitions,
            definition ->
                those(
                    definition,
                    daemon ->
                        daemon
                            .getSpec()
                            .daemonTaskDefinition()
                            .equals(DaemonTaskDefinitions.pinned(definition)))),
        new CacheEventSource<>(
            caches.clusters,
            cluster ->
                those(
                    cluster,
                    daemon ->
                        Indexes.ecsName(cluster)
                            .contains(
                                Indexes.key(
                                    daemon.getMetadata().getNamespace(),
                                    Daemons.cluster(daemon))))),
        new CacheEventSource<>(
            providers,
            provider ->
                those(
                    provider,
                    daemon ->
                        daemon
                            .getSpec()
                            .capacityProviders()
                            .contains(CapacityProviders.name(provider)))));
  }

  @Override
  public UpdateControl<EcsDaemon> reconcile(EcsDaemon daemon, Context<EcsDaemon> context) {
    ResolvedDaemon resolved = resolver.resolve(daemon);
    DaemonPlan plan = DaemonPlan.of(resolved, settings);
    if (plan.gone()) {
      context.getClient().resource(daemon).delete();
      return UpdateControl.noUpdate();
    }
    writer.write(daemon.getMetadata().getNamespace(), plan);
    UpdateControl<EcsDaemon> control = StatusPatch.of(daemon, plan.status(), new EcsDaemon());
    plan.lookAgainAt()
        .map(at -> Duration.between(resolved.now(), at).plusMillis(1))
        .filter(Duration::isPositive)
        .ifPresent(control::rescheduleAfter);
    return control;
  }

  /** A daemon that is deleted goes when the last of its tasks has gone. */
  @Override
  public DeleteControl cleanup(EcsDaemon daemon, Context<EcsDaemon> context) {
    DaemonPlan plan = DaemonPlan.of(resolver.resolve(daemon), settings);
    if (plan.gone()) {
      return DeleteControl.defaultDelete();
    }
    writer.write(daemon.getMetadata().getNamespace(), plan);
    return DeleteControl.noFinalizerRemoval();
  }

  private Set<ResourceID> labelled(HasMetadata object) {
    String label = asEmpty(object.getMetadata().getLabels()).get(Labels.DAEMON);
    return label == null
        ? Set.of()
        : those(
            object, daemon -> ObjectNames.labelValue(daemon.getMetadata().getName()).equals(label));
  }

  private Set<ResourceID> those(HasMetadata changed, Predicate<EcsDaemon> which) {
    return caches
        .daemons
        .getIndexer()
        .byIndex(Indexes.BY_NAMESPACE, changed.getMetadata().getNamespace())
        .stream()
        .filter(which)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }
}
