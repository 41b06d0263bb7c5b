package dev.kubeecs.operator.daemon;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionSpec;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The revisions of a daemon: what one holds, and when another is needed. */
final class DaemonRevisions {

  private static final String UNIDENTIFIED = "0".repeat(19);

  private DaemonRevisions() {}

  /** The revision to create; empty if the newest one is what the daemon asks for. */
  static Optional<EcsDaemonRevision> missing(ResolvedDaemon daemon) {
    List<EcsDaemonRevision> revisions = daemon.revisions();
    String asked = daemon.spec().deploymentId();
    boolean asksForAnother =
        asked != null
            && revisions.stream().noneMatch(r -> asked.equals(r.getSpec().deploymentId()));
    EcsDaemonRevisionSpec wanted = Daemons.revision(daemon.resource(), UNIDENTIFIED, 0);
    if (!asksForAnother
        && !revisions.isEmpty()
        && wanted.equals(unidentified(revisions.getLast().getSpec()))) {
      return Optional.empty();
    }
    int number = revisions.isEmpty() ? 1 : revisions.getLast().getSpec().number() + 1;
    String id = asksForAnother ? asked : derivedId(daemon, wanted);
    return Optional.of(revision(daemon, wanted.withDeploymentId(id).withNumber(number)));
  }

  /** Metadata of what belongs to a daemon, and goes with it. */
  static ObjectMeta metadata(EcsDaemon daemon, String name, String cluster) {
    return new ObjectMetaBuilder()
        .withNamespace(daemon.getMetadata().getNamespace())
        .withName(name)
        .withLabels(
            Map.of(
                Labels.CLUSTER, ObjectNames.cluster(cluster),
                Labels.DAEMON, ObjectNames.labelValue(daemon.getMetadata().getName())))
        .withOwnerReferences(Owners.controller(daemon))
        .build();
  }

  private static EcsDaemonRevisionSpec unidentified(EcsDaemonRevisionSpec revision) {
    return revision.withDeploymentId(UNIDENTIFIED).withNumber(0);
  }

  private static EcsDaemonRevision revision(ResolvedDaemon daemon, EcsDaemonRevisionSpec spec) {
    EcsDaemonRevision revision = new EcsDaemonRevision();
    revision.setMetadata(
        metadata(
            daemon.resource(),
            ObjectNames.serviceRevision(daemon.daemonName(), spec.deploymentId()),
            daemon.clusterName()));
    revision.getMetadata().getLabels().put(Labels.DEPLOYMENT, spec.deploymentId());
    revision.setSpec(spec);
    return revision;
  }

  /** The same id for the same content after the same parent, as with revisions of services. */
  private static String derivedId(ResolvedDaemon daemon, EcsDaemonRevisionSpec content) {
    String parent =
        daemon.revisions().isEmpty() ? "" : daemon.revisions().getLast().getSpec().deploymentId();
    String source =
        String.join(
            "/",
            or(daemon.resource().getMetadata().getUid(), ""),
            parent,
            Serialization.asJson(content));
    return Identifiers.nineteenDigits(source);
  }
}
