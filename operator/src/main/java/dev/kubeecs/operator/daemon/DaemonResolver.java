package dev.kubeecs.operator.daemon;

import static dev.kubeecs.resources.Absent.or;
import static java.util.Comparator.comparing;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.capacity.KnownProviders;
import dev.kubeecs.operator.cluster.KnownClusters;
import dev.kubeecs.operator.taskdefinition.KnownDaemonTaskDefinitions;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads, from caches only, everything that a decision about a daemon depends on. */
@Singleton
final class DaemonResolver {

  private final Accounts accounts;
  private final KnownClusters clusters;
  private final KnownProviders providers;
  private final KnownDaemonTaskDefinitions definitions;
  private final DaemonCaches caches;
  private final Clock clock;

  DaemonResolver(
      Accounts accounts,
      KnownClusters clusters,
      KnownProviders providers,
      KnownDaemonTaskDefinitions definitions,
      DaemonCaches caches,
      Clock clock) {
    this.accounts = accounts;
    this.clusters = clusters;
    this.providers = providers;
    this.definitions = definitions;
    this.caches = caches;
    this.clock = clock;
  }

  ResolvedDaemon resolve(EcsDaemon daemon) {
    String namespace = daemon.getMetadata().getNamespace();
    Optional<EcsClusterSpec> cluster =
        clusters.active(namespace, Daemons.cluster(daemon)).map(EcsCluster::getSpec);
    Map<String, EcsCapacityProvider> named = providers(daemon);
    return ResolvedDaemonBuilder.builder()
        .resource(daemon)
        .account(accounts.of(namespace))
        .cluster(cluster)
        .definition(definitions.resolve(namespace, daemon.getSpec().daemonTaskDefinition()))
        .olderClaimant(olderClaimant(daemon))
        .providers(named)
        .revisions(
            owned(caches.revisions, daemon)
                .sorted(comparing((EcsDaemonRevision r) -> r.getSpec().number()))
                .toList())
        .daemonSet(owned(caches.daemonSets, daemon).findFirst())
        .tasks(labelled(caches.pods, daemon).stream().map(this::task).toList())
        .nodes(nodes(daemon, named, cluster))
        .now(clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  private Map<String, EcsCapacityProvider> providers(EcsDaemon daemon) {
    Map<String, EcsCapacityProvider> found = new LinkedHashMap<>();
    for (String name : daemon.getSpec().capacityProviders()) {
      providers
          .active(daemon.getMetadata().getNamespace(), name)
          .ifPresent(provider -> found.put(name, provider));
    }
    return found;
  }

  /** The Nodes that may run it: container instances of its cluster that are not DRAINING. */
  private Map<String, List<String>> nodes(
      EcsDaemon daemon, Map<String, EcsCapacityProvider> named, Optional<EcsClusterSpec> cluster) {
    Account account = accounts.of(daemon.getMetadata().getNamespace());
    Map<String, String> ofCluster = cluster.map(EcsClusterSpec::nodeSelector).orElse(null);
    List<Node> instances =
        caches.nodes.getStore().list().stream()
            .filter(node -> Registration.takes(node, account, Daemons.cluster(daemon), ofCluster))
            .filter(node -> !NodeInstance.isDraining(node))
            .toList();
    return named.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    instances.stream()
                        .filter(node -> CapacityProviders.has(entry.getValue(), node))
                        .map(node -> node.getMetadata().getName())
                        .toList()));
  }

  private DaemonTask task(Pod pod) {
    EcsTask task =
        caches
            .tasks
            .getIndexer()
            .getByKey(Indexes.key(pod.getMetadata().getNamespace(), Indexes.taskName(pod)));
    boolean stopping = pod.getMetadata().getDeletionTimestamp() != null;
    boolean running =
        task != null
            && task.getStatus() != null
            && task.getStatus().lastStatus() == TaskState.RUNNING
            && task.getStatus().desiredStatus() != DesiredStatus.STOPPED;
    return new DaemonTask(
        or(pod.getMetadata().getLabels().get(Labels.DEPLOYMENT), ""),
        pod.getSpec().getNodeName(),
        running && !stopping,
        stopping);
  }

  private Optional<String> olderClaimant(EcsDaemon daemon) {
    return caches
        .daemons
        .getIndexer()
        .byIndex(Indexes.BY_NAMESPACE, daemon.getMetadata().getNamespace())
        .stream()
        .filter(other -> Daemons.cluster(other).equals(Daemons.cluster(daemon)))
        .filter(other -> Daemons.name(other).equals(Daemons.name(daemon)))
        .filter(other -> Oldest.FIRST.compare(other, daemon) < 0)
        .map(other -> other.getMetadata().getName())
        .findFirst();
  }

  private static <T extends HasMetadata> List<T> labelled(
      SharedIndexInformer<T> informer, EcsDaemon daemon) {
    String label = ObjectNames.labelValue(daemon.getMetadata().getName());
    return informer
        .getIndexer()
        .byIndex(Indexes.BY_DAEMON, Indexes.key(daemon.getMetadata().getNamespace(), label));
  }

  /** Objects of this very daemon, not of a namesake that was deleted; none that is going. */
  private static <T extends HasMetadata> Stream<T> owned(
      SharedIndexInformer<T> informer, EcsDaemon daemon) {
    return labelled(informer, daemon).stream()
        .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
        .filter(object -> object.getOwnerReferenceFor(daemon).isPresent());
  }
}
