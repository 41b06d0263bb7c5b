package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.Rollback;
import dev.kubeecs.api.ecs.ServiceDeploymentAlarms;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.ServiceRevisionSummary;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.operator.service.Action.ReportRollout;
import dev.kubeecs.operator.service.deployment.DeploymentFailure;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatusBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is told of deployments in their status. It is written when one begins, when a failure is
 * counted, when it is stopped and when it ends: the counts in between are those of the service.
 */
final class RolloutReport {

  private static final String SUPERSEDED = "A newer deployment of the service replaced this one.";
  private static final String SERVICE_ENDED = "The service was deleted.";
  private static final String STOPPED_BY_USER = "Service deployment was stopped by user.";

  /** ECS's own words. */
  private static final String NO_CANDIDATE = "No rollback candidate was found to run the rollback.";

  /** Until they are watched. */
  private static final ServiceDeploymentAlarms NO_ALARMS =
      ServiceDeploymentAlarms.builder()
          .status(ServiceDeploymentRollbackMonitorsStatus.DISABLED)
          .build();

  private final ResolvedService service;

  RolloutReport(ResolvedService service) {
    this.service = service;
  }

  /** What changes for the target and the others. */
  List<ReportRollout> changes(
      Course course,
      RolloutMonitors monitors,
      int desired,
      boolean completed,
      TrafficShifting shifting) {
    ResolvedRevision newest = course.newest();
    Stream<ReportRollout> superseded =
        course.others().stream()
            .filter(other -> !other.deploymentId().equals(newest.deploymentId()))
            .flatMap(other -> stopped(other, SUPERSEDED).stream());
    Optional<EcsServiceDeploymentStatus> status =
        switch (course.direction()) {
          case FORWARD -> forward(newest, monitors, desired, completed);
          case BACK -> back(course, monitors, completed);
          case HALTED -> halted(newest);
          case STALLED -> stalled(course, monitors);
        };
    return Stream.concat(
            superseded,
            shifted(newest, status, shifting)
                .map(s -> new ReportRollout(newest.name(), s))
                .stream())
        .toList();
  }

  /** What changes for all deployments of a service that ends. */
  List<ReportRollout> ended() {
    return service.revisions().stream()
        .flatMap(revision -> stopped(revision, SERVICE_ENDED).stream())
        .toList();
  }

  /** The change with how far traffic is shifted, which may be all that changes. */
  private Optional<EcsServiceDeploymentStatus> shifted(
      ResolvedRevision newest,
      Optional<EcsServiceDeploymentStatus> change,
      TrafficShifting shifting) {
    Optional<EcsServiceDeploymentStatus> before = newest.rolloutStatus();
    return change
        .or(() -> before)
        .flatMap(
            status ->
                shifting
                    .after()
                    .map(
                        shift ->
                            ShiftReport.with(
                                status,
                                shift,
                                shifting.source().map(s -> revisionArn(s.deploymentId())),
                                new TrafficSplit(service, newest, shifting.source()).haveTest(),
                                service.now())))
        .filter(status -> change.isPresent() || !before.equals(Optional.of(status)))
        .or(() -> change);
  }

  private Optional<EcsServiceDeploymentStatus> forward(
      ResolvedRevision newest, RolloutMonitors monitors, int desired, boolean completed) {
    if (completed) {
      String reason =
          DeploymentView.reason(newest.deploymentId(), DeploymentRolloutState.COMPLETED);
      return change(newest, ServiceDeploymentStatus.SUCCESSFUL, reason)
          .map(status -> status.with(s -> s.targetServiceRevision(found(newest, desired))))
          .map(this::finished);
    }
    return change(newest, ServiceDeploymentStatus.IN_PROGRESS, null)
        .map(status -> status.with(s -> s.targetServiceRevision(requested(newest, desired))))
        .map(monitors::in)
        .or(() -> counted(newest, monitors));
  }

  /** What the monitors have found since, if nothing else is new. */
  private Optional<EcsServiceDeploymentStatus> counted(
      ResolvedRevision newest, RolloutMonitors monitors) {
    return newest
        .rolloutStatus()
        .filter(status -> status.finishedAt() == null)
        .filter(status -> !monitors.in(status).equals(status))
        .map(status -> monitors.in(status).withUpdatedAt(service.now()));
  }

  private Optional<EcsServiceDeploymentStatus> back(
      Course course, RolloutMonitors monitors, boolean completed) {
    ResolvedRevision newest = course.newest();
    String arn = revisionArn(course.target().deploymentId());
    Rollback rollback =
        Rollback.builder()
            .reason(course.failure().map(f -> rolledBack(f, newest)).orElse(STOPPED_BY_USER))
            .startedAt(service.now())
            .serviceRevisionArn(arn)
            .build();
    boolean requested = has(newest, ServiceDeploymentStatus.ROLLBACK_REQUESTED);
    boolean begun = requested || has(newest, ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
    if (course.failure().isPresent() && !begun) {
      return change(newest, ServiceDeploymentStatus.ROLLBACK_REQUESTED, rollback.reason())
          .map(monitors::in);
    }
    Optional<EcsServiceDeploymentStatus> status =
        completed && !requested
            ? change(
                    newest,
                    ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                    course
                        .failure()
                        .map(failure -> rolledBack(failure, newest))
                        .orElse("Rolled back to " + arn))
                .map(s -> s.withTargetServiceRevision(found(newest, 0)))
                .map(this::finished)
            : change(newest, ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS, rollback.reason());
    return status
        .map(s -> s.withRollback(or(s.rollback(), rollback)))
        .map(s -> course.failure().isPresent() ? s : stoppedNow(s));
  }

  private static boolean has(ResolvedRevision revision, ServiceDeploymentStatus status) {
    return revision.rolloutStatus().filter(told -> told.status() == status).isPresent();
  }

  /** Source of the time: the API reference, stoppedAt: also of a failure without a rollback. */
  private Optional<EcsServiceDeploymentStatus> stalled(Course course, RolloutMonitors monitors) {
    ResolvedRevision newest = course.newest();
    Optional<EcsServiceDeploymentStatus> status =
        monitors.rollback()
            ? change(newest, ServiceDeploymentStatus.ROLLBACK_FAILED, NO_CANDIDATE)
            : change(
                newest, ServiceDeploymentStatus.STOPPED, course.failure().orElseThrow().stopped());
    return status
        .map(monitors::in)
        .map(s -> s.withTargetServiceRevision(found(newest, newest.replicas())))
        .map(this::stoppedNow)
        .map(this::finished);
  }

  private Optional<EcsServiceDeploymentStatus> halted(ResolvedRevision newest) {
    boolean aborted =
        newest
            .rollout()
            .map(rollout -> rollout.getSpec().stopType() == StopServiceDeploymentStopType.ABORT)
            .orElse(false);
    Optional<EcsServiceDeploymentStatus> status =
        aborted
            ? change(newest, ServiceDeploymentStatus.STOPPED, STOPPED_BY_USER)
            : change(newest, ServiceDeploymentStatus.ROLLBACK_FAILED, NO_CANDIDATE);
    return status
        .map(s -> s.with(t -> t.targetServiceRevision(found(newest, newest.replicas()))))
        .map(this::stoppedNow)
        .map(this::finished);
  }

  private Optional<ReportRollout> stopped(ResolvedRevision revision, String reason) {
    if (revision.rollout().isEmpty()) {
      // Such as of a task set.
      return Optional.empty();
    }
    return change(revision, ServiceDeploymentStatus.STOPPED, reason)
        .map(this::stoppedNow)
        .map(this::finished)
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
        .targetServiceRevision(requested(revision, revision.replicas()))
        .alarms(NO_ALARMS)
        .createdAt(service.now())
        .startedAt(service.now())
        .build();
  }

  /** Why a rollout is undone; of hooks, which. */
  private static String rolledBack(DeploymentFailure failure, ResolvedRevision newest) {
    return Stream.concat(
            Stream.of(failure.rolledBack()), RolloutMonitors.hookFailure(newest).stream())
        .collect(Collectors.joining(" "));
  }

  private EcsServiceDeploymentStatus stoppedNow(EcsServiceDeploymentStatus status) {
    return status.with(s -> s.stoppedAt(or(status.stoppedAt(), service.now())));
  }

  private EcsServiceDeploymentStatus finished(EcsServiceDeploymentStatus status) {
    return RolloutMonitors.ended(status).withFinishedAt(service.now());
  }

  private ServiceRevisionSummary requested(ResolvedRevision target, int desired) {
    return ServiceRevisionSummary.builder()
        .arn(revisionArn(target.deploymentId()))
        .requestedTaskCount(desired)
        .runningTaskCount(0)
        .pendingTaskCount(0)
        .build();
  }

  private ServiceRevisionSummary found(ResolvedRevision revision, int desired) {
    return ServiceRevisionSummary.builder()
        .arn(revisionArn(revision.deploymentId()))
        .requestedTaskCount(desired)
        .runningTaskCount(revision.counts().running())
        .pendingTaskCount(revision.counts().pending())
        .build();
  }

  /** Revisions that had tasks when the deployment began. */
  private List<ServiceRevisionSummary> sources(ResolvedRevision revision) {
    List<String> names =
        revision
            .rollout()
            .map(rollout -> asEmpty(rollout.getSpec().sourceServiceRevisions()))
            .orElseGet(() -> WantedRevision.sources(service, revision.deploymentId()));
    return service.revisions().stream()
        .filter(source -> names.contains(source.name()))
        .map(source -> found(source, source.replicas()))
        .toList();
  }

  private String revisionArn(String deploymentId) {
    return service
        .account()
        .serviceRevisionArn(service.clusterName(), service.serviceName(), deploymentId);
  }
}
