package dev.kubeecs.operator.cluster;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.runtime.PassLimiter;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterStatus;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
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
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the status of clusters; a burst of task changes costs few writes. */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "cluster",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "clusters"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class ClusterReconciler implements Reconciler<EcsCluster>, Cleaner<EcsCluster> {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Accounts accounts;
  private final SharedIndexInformer<EcsCluster> clusters;
  private final SharedIndexInformer<EcsService> services;
  private final SharedIndexInformer<EcsTask> tasks;
  private final SharedIndexInformer<Node> nodes;
  private final DefaultNamespaces namespaces;
  private final ClusterStatuses statuses;
  private final Clock clock;
  private final Duration retention;

  ClusterReconciler(
      Accounts accounts,
      SharedIndexInformer<EcsCluster> clusters,
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<EcsTask> tasks,
      SharedIndexInformer<Node> nodes,
      DefaultNamespaces namespaces,
      Clock clock,
      @ConfigProperty(name = "kube-ecs.retention") Duration retention) {
    this.accounts = accounts;
    this.clusters = clusters;
    this.services = services;
    this.tasks = tasks;
    this.nodes = nodes;
    this.namespaces = namespaces;
    this.statuses = new ClusterStatuses(clock);
    this.clock = clock;
    this.retention = retention;
  }

  @Override
  public List<EventSource<?, EcsCluster>> prepareEventSources(
      EventSourceContext<EcsCluster> context) {
    return List.of(
        new CacheEventSource<>(services, service -> named(service, service.getSpec().cluster())),
        new CacheEventSource<>(tasks, task -> named(task, task.getSpec().cluster())));
  }

  @Override
  public UpdateControl<EcsCluster> reconcile(EcsCluster cluster, Context<EcsCluster> context) {
    ClusterFacts facts = facts(cluster);
    if (KnownClusters.isActive(cluster) && facts.elder().isEmpty()) {
      namespaces.settle(cluster);
    }
    EcsClusterStatus status = statuses.of(facts);
    if (status.inactiveAt() != null) {
      Duration left = Duration.between(clock.instant(), status.inactiveAt().plus(retention));
      if (!left.isPositive()) {
        context.getClient().resource(cluster).delete();
        return UpdateControl.noUpdate();
      }
      return StatusPatch.of(cluster, status, new EcsCluster()).rescheduleAfter(left);
    }
    return StatusPatch.of(cluster, status, new EcsCluster());
  }

  /** A cluster that is deleted goes when the last of its services and tasks has gone. */
  @Override
  public DeleteControl cleanup(EcsCluster cluster, Context<EcsCluster> context) {
    ClusterFacts facts = facts(cluster);
    boolean empty = facts.elder().isPresent() || facts.services().isEmpty() && ended(facts.tasks());
    return empty
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
  }

  private ClusterFacts facts(EcsCluster cluster) {
    String namespace = cluster.getMetadata().getNamespace();
    String key = Indexes.ecsName(cluster).getFirst();
    Optional<EcsCluster> eldest =
        Oldest.of(clusters.getIndexer().byIndex(Indexes.BY_ECS_NAME, key));
    return new ClusterFacts(
        accounts.of(namespace),
        cluster,
        eldest.filter(elder -> Oldest.FIRST.compare(elder, cluster) < 0),
        services.getIndexer().byIndex(Indexes.BY_CLUSTER, key),
        tasks.getIndexer().byIndex(Indexes.BY_CLUSTER, key),
        nodes.getStore().list());
  }

  private static boolean ended(List<EcsTask> tasks) {
    return tasks.stream()
        .allMatch(task -> task.getStatus() != null && task.getStatus().stoppedAt() != null);
  }

  private Set<ResourceID> named(HasMetadata member, String clusterName) {
    String name = clusterName == null ? "default" : clusterName;
    return clusters
        .getIndexer()
        .byIndex(Indexes.BY_ECS_NAME, Indexes.key(member.getMetadata().getNamespace(), name))
        .stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }
}
