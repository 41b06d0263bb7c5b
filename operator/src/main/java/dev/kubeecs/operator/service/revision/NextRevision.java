package dev.kubeecs.operator.service.revision;

import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.RevisionContent;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;

/**
 * The service revision that a service needs and does not have yet: a deployment begins.
 *
 * @param spec what to create
 * @param number its place in the service's history, from 1
 */
public record NextRevision(EcsServiceRevisionSpec spec, int number) {

  /**
   * The revision to create; empty if the newest one is what the service asks for.
   *
   * @param serviceUid {@code metadata.uid} of the EcsService
   * @param askedId the deployment that the service asks for, or null
   * @param wanted {@link RevisionContent} of the service
   * @param revisions all that exist, the oldest first
   */
  public static Optional<NextRevision> of(
      String serviceUid,
      String askedId,
      EcsServiceRevisionSpec wanted,
      List<EcsServiceRevision> revisions) {
    boolean asksForAnother =
        askedId != null
            && revisions.stream().noneMatch(r -> askedId.equals(r.getSpec().deploymentId()));
    if (revisions.isEmpty()) {
      String id = asksForAnother ? askedId : derivedId(serviceUid, "", wanted);
      return Optional.of(new NextRevision(wanted.withDeploymentId(id), 1));
    }
    EcsServiceRevision newest = revisions.getLast();
    if (!asksForAnother && RevisionContent.same(newest.getSpec(), wanted)) {
      return Optional.empty();
    }
    String parent = newest.getSpec().deploymentId();
    String id = asksForAnother ? askedId : derivedId(serviceUid, parent, wanted);
    return Optional.of(new NextRevision(wanted.withDeploymentId(id), number(newest) + 1));
  }

  /** A revision's place in the history of its service, from 1. */
  public static int number(EcsServiceRevision revision) {
    String label = Absent.asEmpty(revision.getMetadata().getLabels()).get(Labels.NUMBER);
    return label == null ? 0 : Integer.parseInt(label);
  }

  /**
   * The same id for the same content after the same parent, so that an operator that was stopped
   * between two writes finds what it began instead of beginning it again.
   */
  private static String derivedId(
      String serviceUid, String parent, EcsServiceRevisionSpec content) {
    String source = serviceUid + "/" + parent + "/" + Serialization.asJson(content);
    return Identifiers.nineteenDigits(source);
  }
}
