package dev.kubeecs.operator.daemon;

import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonSpec;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A daemon and everything that a decision about it depends on, at one instant.
 *
 * @param resource the daemon
 * @param account whose it is
 * @param cluster its cluster, if that exists and is ACTIVE
 * @param definition what its {@code daemonTaskDefinition} means, if that exists
 * @param olderClaimant another daemon of the same ECS name that is served instead
 * @param providers its capacity providers by name, as far as they are ACTIVE
 * @param revisions the oldest first
 * @param daemonSet what keeps its tasks, if there is one
 * @param tasks those there are
 * @param nodes the names of the Nodes of each capacity provider, by its name
 * @param now the instant
 */
@RecordBuilder
record ResolvedDaemon(
    EcsDaemon resource,
    Account account,
    Optional<EcsClusterSpec> cluster,
    Optional<DaemonTaskDefinition> definition,
    Optional<String> olderClaimant,
    Map<String, EcsCapacityProvider> providers,
    List<EcsDaemonRevision> revisions,
    Optional<DaemonSet> daemonSet,
    List<DaemonTask> tasks,
    Map<String, List<String>> nodes,
    Instant now)
    implements ResolvedDaemonBuilder.With {

  ResolvedDaemon {
    providers = Map.copyOf(providers);
    revisions = List.copyOf(revisions);
    tasks = List.copyOf(tasks);
    nodes = Map.copyOf(nodes);
  }

  EcsDaemonSpec spec() {
    return resource.getSpec();
  }

  String objectName() {
    return resource.getMetadata().getName();
  }

  String daemonName() {
    return Daemons.name(resource);
  }

  String clusterName() {
    return Daemons.cluster(resource);
  }
}
