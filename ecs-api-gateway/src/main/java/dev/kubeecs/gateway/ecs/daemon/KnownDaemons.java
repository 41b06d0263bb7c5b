package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.Oldest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The daemons of an account and their revisions, found as ECS names them. */
@Singleton
final class KnownDaemons {

  private final Store<EcsDaemon> store;
  private final StoreIndex<EcsDaemon> byName;
  private final StoreIndex<EcsDaemonRevision> revisionsByDaemon;
  private final Clock clock;

  KnownDaemons(Stores stores, Clock clock) {
    this.store = stores.of(EcsDaemon.class);
    this.byName = store.index("daemonName", daemon -> List.of(key(daemon)));
    this.revisionsByDaemon =
        stores
            .of(EcsDaemonRevision.class)
            .index("daemon", revision -> List.of(revision.getSpec().daemon()));
    this.clock = clock;
  }

  /** The daemon of that name in a cluster, ACTIVE or not. */
  Optional<EcsDaemon> find(Call call, String cluster, String name) {
    return Oldest.of(byName.get(call.namespace(), cluster + "/" + name));
  }

  /**
   * The daemon that an ARN means.
   *
   * @throws AwsException {@code DaemonNotFoundException} if there is none
   */
  EcsDaemon require(Call call, String reference) {
    Identifier identifier = Identifier.parse(reference, "daemon", call.account());
    String cluster = identifier.cluster() == null ? Clusters.DEFAULT : identifier.cluster();
    return find(call, cluster, identifier.name()).orElseThrow(DaemonErrors::notFound);
  }

  /** All daemons, ACTIVE or not, in no order. */
  Collection<EcsDaemon> all(Call call) {
    return Oldest.ofEach(store.list(call.namespace()), KnownDaemons::key);
  }

  /**
   * The revisions of a daemon, the oldest first, with the one that its spec asks for even if the
   * operator has not seen that yet.
   */
  List<EcsDaemonRevision> revisions(Call call, EcsDaemon daemon) {
    List<EcsDaemonRevision> revisions =
        new ArrayList<>(
            revisionsByDaemon.get(call.namespace(), daemon.getMetadata().getName()).stream()
                .filter(revision -> revision.getOwnerReferenceFor(daemon).isPresent())
                .sorted(Comparator.comparing(revision -> revision.getSpec().number()))
                .toList());
    String asked = daemon.getSpec().deploymentId();
    if (asked != null
        && Daemons.isActive(daemon)
        && revisions.stream().noneMatch(r -> r.getSpec().deploymentId().equals(asked))) {
      revisions.add(NewDaemon.unseenRevision(daemon, revisions.size() + 1, clock.instant()));
    }
    return revisions;
  }

  /**
   * The revision that the ARN of a deployment or revision means, beside its daemon.
   *
   * @param type of the ARN
   * @throws AwsException {@code InvalidParameterException} if it is none, or somebody else's
   */
  Optional<Found> revision(Call call, String text, String type) {
    Arn arn =
        Arn.parse(text)
            .filter(parsed -> parsed.type().equals(type) && parsed.path().size() == 3)
            .orElseThrow(
                () -> invalidParameter("Invalid identifier: %s is no ARN of a %s.", text, type));
    Identifier.requireOwn(arn.account(), call.account());
    return find(call, arn.path().get(0), arn.path().get(1))
        .flatMap(
            daemon ->
                revisions(call, daemon).stream()
                    .filter(r -> r.getSpec().deploymentId().equals(arn.name()))
                    .findFirst()
                    .map(revision -> new Found(daemon, revision)));
  }

  Store<EcsDaemon> store() {
    return store;
  }

  private static String key(EcsDaemon daemon) {
    return Daemons.cluster(daemon) + "/" + Daemons.name(daemon);
  }

  /** A revision beside its daemon. */
  record Found(EcsDaemon daemon, EcsDaemonRevision revision) {}
}
