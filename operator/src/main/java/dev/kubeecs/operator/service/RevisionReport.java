package dev.kubeecs.operator.service;

import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.service.Action.ReportRevision;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionStatus;
import dev.kubeecs.resources.service.EcsServiceRevisionStatusBuilder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What is told of a service revision beyond its spec. It is written once, when its first task has
 * shown which images run.
 */
final class RevisionReport {

  private RevisionReport() {}

  /** What there is to tell of the target. */
  static List<ReportRevision> changes(ResolvedService service, Course course) {
    ResolvedRevision target = course.target();
    boolean known = target.resource().getStatus() != null;
    return known || target.images().isEmpty()
        ? List.of()
        : List.of(new ReportRevision(target.name(), status(service, target)));
  }

  private static EcsServiceRevisionStatus status(
      ResolvedService service, ResolvedRevision revision) {
    EcsServiceRevision resource = revision.resource();
    Long generation = resource.getMetadata().getGeneration();
    return EcsServiceRevisionStatusBuilder.builder()
        .serviceRevisionArn(
            service
                .account()
                .serviceRevisionArn(
                    service.clusterName(), service.serviceName(), revision.deploymentId()))
        .serviceArn(service.account().serviceArn(service.clusterName(), service.serviceName()))
        .clusterArn(service.account().clusterArn(service.clusterName()))
        .containerImages(revision.images())
        .observedGeneration(generation)
        .conditions(
            new Conditions(Clock.fixed(service.now(), ZoneOffset.UTC)).ready(null, generation))
        .build();
  }
}
