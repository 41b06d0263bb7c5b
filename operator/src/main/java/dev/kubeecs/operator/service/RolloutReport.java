package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.ServiceRevisionSummary;
import dev.kubeecs.operator.service.Action.ReportRollout;
import dev.kubeecs.resources.service.EcsServiceDeploymentSpec;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatusBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is told of deployments in their status. It is written when one begins and when it ends: the
 * counts in between are those of the service.
 */
final class RolloutReport {

  private static final String SUPERSEDED = "A newer deployment of the service replaced this one.";
  private static final String SERVICE_ENDED = "The service was deleted.";

  private final ResolvedService service;

  RolloutReport(ResolvedService service) {
    this.service = service;
  }

  /** What changes for the target and the others. */
  List<ReportRollout> changes(
      ResolvedRevision target, List<ResolvedRevision> others, int desired, boolean completed) {
    List<ReportRollout> changes = new ArrayList<>();
    others.forEach(other -> stopped(other, SUPERSEDED).ifPresent(changes::add));
    if (completed) {
      change(target, ServiceDeploymentStatus.SUCCESSFUL, completedReason(target))
          .map(status -> finished(target, status, desired))
          .ifPresent(status -> changes.add(new ReportRollout(target.name(), status)));
    } else {
      change(target, ServiceDeploymentStatus.IN_PROGRESS, null)
          .map(status -> status.with(s -> s.targetServiceRevision(requested(target, desired))))
          .ifPresent(status -> changes.add(new ReportRollout(target.name(), status)));
    }
    return changes;
  }

  /** What changes for all deployments of a service that ends. */
  List<ReportRollout> ended() {
    return service.revisions().stream()
        .flatMap(revision -> stopped(revision, SERVICE_ENDED).stream())
        .toList();
  }

  private Optional<ReportRollout> stopped(ResolvedRevision revision, String reason) {
    return change(revision, ServiceDeploymentStatus.STOPPED, reason)
        .map(status -> status.with(s -> s.stoppedAt(service.now()).finishedAt(service.now())))
        .map(status -> new ReportRollout(revision.name(), status));
  }

  /** The next status, unless the deployment has ended or its status is the same already. */
  private Optional<EcsServiceDeploymentStatus> change(
      ResolvedRevision revision, ServiceDeploymentStatus next, String reason) {
    Optional<EcsServiceDeploymentStatus> before = revision.rolloutStatus();
    boolean ended = before.map(status -> status.finishedAt() != null).orElse(false);
    boolean same = before.map(status -> status.status() == next).orElse(false);
    if (ended || same) {
      return Optional.empty();
    }
    return Optional.of(
        before
            .orElseGet(() -> begun(revision))
            .with(s -> s.status(next).statusReason(reason).updatedAt(service.now())));
  }

  private EcsServiceDeploymentStatus begun(ResolvedRevision revision) {
    return EcsServiceDeploymentStatusBuilder.builder()
        .serviceDeploymentArn(
            service
                .account()
                .serviceDeploymentArn(
                    service.clusterName(), service.serviceName(), revision.deploymentId()))
        .serviceArn(service.account().serviceArn(service.clusterName(), service.serviceName()))
        .clusterArn(service.account().clusterArn(service.clusterName()))
        .sourceServiceRevisions(sources(revision))
        .createdAt(service.now())
        .startedAt(service.now())
        .build();
  }

  private EcsServiceDeploymentStatus finished(
      ResolvedRevision target, EcsServiceDeploymentStatus status, int desired) {
    ServiceRevisionSummary summary =
        requested(target, desired).toBuilder()
            .runningTaskCount(target.counts().running())
            .pendingTaskCount(target.counts().pending())
            .build();
    return status.with(s -> s.finishedAt(service.now()).targetServiceRevision(summary));
  }

  private ServiceRevisionSummary requested(ResolvedRevision target, int desired) {
    return ServiceRevisionSummary.builder()
        .arn(revisionArn(target.deploymentId()))
        .requestedTaskCount(desired)
        .build();
  }

  /** Revisions that had tasks when the deployment began. */
  private List<ServiceRevisionSummary> sources(ResolvedRevision revision) {
    List<String> names =
        revision
            .rollout()
            .map(rollout -> rollout.getSpec())
            .map(EcsServiceDeploymentSpec::sourceServiceRevisions)
            .orElse(List.of());
    return service.revisions().stream()
        .filter(source -> names.contains(source.name()))
        .map(
            source ->
                ServiceRevisionSummary.builder()
                    .arn(revisionArn(source.deploymentId()))
                    .requestedTaskCount(source.replicas())
                    .runningTaskCount(source.counts().running())
                    .pendingTaskCount(source.counts().pending())
                    .build())
        .toList();
  }

  private String revisionArn(String deploymentId) {
    return service
        .account()
        .serviceRevisionArn(service.clusterName(), service.serviceName(), deploymentId);
  }

  private static String completedReason(ResolvedRevision target) {
    return DeploymentView.reason(target.deploymentId(), true);
  }
}
