package dev.kubeecs.operator.daemon;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DaemonDeploymentCapacityProvider;
import dev.kubeecs.api.ecs.DaemonDeploymentStatus;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatus;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatusBuilder;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the deployments of a daemon have come to. */
final class DaemonDeployments {

  private static final EcsDaemonRevisionStatus NEW =
      EcsDaemonRevisionStatusBuilder.builder().build();

  private DaemonDeployments() {}

  /** The status of a revision and its deployment. */
  static EcsDaemonRevisionStatus status(ResolvedDaemon daemon, EcsDaemonRevision revision) {
    EcsDaemonRevisionStatus before = before(revision);
    EcsDaemonRevisionStatus counted =
        before
            .withCapacityProviders(counts(daemon, revision))
            .withSourceRevisions(or(before.sourceRevisions(), sources(daemon, revision)))
            .withObservedGeneration(revision.getMetadata().getGeneration());
    boolean newest = revision == daemon.revisions().getLast();
    if (isOver(before)) {
      return counted;
    }
    return newest ? going(daemon, revision, counted) : superseded(daemon, counted);
  }

  /** When a deployment has baked long enough, if that is all it waits for. */
  static Optional<Instant> bakedAt(EcsDaemonRevision revision, EcsDaemonRevisionStatus status) {
    return status.completeAt() == null || isOver(status)
        ? Optional.empty()
        : Optional.of(status.completeAt().plus(bakeTime(revision)));
  }

  private static EcsDaemonRevisionStatus going(
      ResolvedDaemon daemon, EcsDaemonRevision revision, EcsDaemonRevisionStatus status) {
    Optional<DaemonSet> running = daemon.daemonSet().filter(set -> runs(set, revision));
    if (running.isEmpty()) {
      return status.withStatus(DaemonDeploymentStatus.PENDING);
    }
    EcsDaemonRevisionStatus going =
        status
            .withStatus(DaemonDeploymentStatus.IN_PROGRESS)
            .withStartedAt(or(status.startedAt(), daemon.now()))
            .withCompleteAt(
                isComplete(daemon, revision, running.get())
                    ? or(status.completeAt(), daemon.now())
                    : null);
    return bakedAt(revision, going).filter(at -> !at.isAfter(daemon.now())).isPresent()
        ? going.withStatus(DaemonDeploymentStatus.SUCCESSFUL).withFinishedAt(daemon.now())
        : going;
  }

  private static EcsDaemonRevisionStatus superseded(
      ResolvedDaemon daemon, EcsDaemonRevisionStatus status) {
    return status
        .withStatus(DaemonDeploymentStatus.STOPPED)
        .withStatusReason("Another deployment of the daemon took its place.")
        .withStoppedAt(daemon.now())
        .withFinishedAt(daemon.now());
  }

  /** Whether every Node that shall run a task runs one of this revision, and none of another. */
  private static boolean isComplete(
      ResolvedDaemon daemon, EcsDaemonRevision revision, DaemonSet daemonSet) {
    DaemonSetStatus status = daemonSet.getStatus();
    boolean counted =
        status != null
            && Objects.equals(
                status.getObservedGeneration(), daemonSet.getMetadata().getGeneration());
    String id = revision.getSpec().deploymentId();
    return counted
        && daemon.tasks().stream().allMatch(task -> task.deploymentId().equals(id))
        && daemon.tasks().stream().filter(DaemonTask::running).count()
            == or(status.getDesiredNumberScheduled(), 0);
  }

  private static boolean runs(DaemonSet daemonSet, EcsDaemonRevision revision) {
    return revision
        .getSpec()
        .deploymentId()
        .equals(daemonSet.getMetadata().getLabels().get(Labels.DEPLOYMENT));
  }

  private static List<DaemonDeploymentCapacityProvider> counts(
      ResolvedDaemon daemon, EcsDaemonRevision revision) {
    List<DaemonTask> tasks =
        daemon.tasks().stream()
            .filter(task -> task.deploymentId().equals(revision.getSpec().deploymentId()))
            .toList();
    return revision.getSpec().capacityProviders().stream()
        .map(
            name -> {
              List<String> nodes = or(daemon.nodes().get(name), List.<String>of());
              List<DaemonTask> here =
                  tasks.stream()
                      .filter(task -> task.nodeName() != null && nodes.contains(task.nodeName()))
                      .toList();
              int running = (int) here.stream().filter(DaemonTask::running).count();
              return DaemonDeploymentCapacityProvider.builder()
                  .arn(daemon.account().capacityProviderArn(name))
                  .runningInstanceCount(running)
                  .withoutDaemonInstanceCount(nodes.size() - running)
                  .drainingInstanceCount((int) here.stream().filter(DaemonTask::stopping).count())
                  .build();
            })
        .toList();
  }

  private static List<String> sources(ResolvedDaemon daemon, EcsDaemonRevision revision) {
    return daemon.revisions().stream()
        .filter(other -> other.getSpec().number() < revision.getSpec().number())
        .filter(
            other ->
                daemon.tasks().stream()
                    .anyMatch(t -> t.deploymentId().equals(other.getSpec().deploymentId())))
        .map(other -> other.getMetadata().getName())
        .toList();
  }

  private static Duration bakeTime(EcsDaemonRevision revision) {
    var configuration = revision.getSpec().deploymentConfiguration();
    return Duration.ofMinutes(configuration == null ? 0 : or(configuration.bakeTimeInMinutes(), 0));
  }

  private static boolean isOver(EcsDaemonRevisionStatus status) {
    return status.status() == DaemonDeploymentStatus.SUCCESSFUL
        || status.status() == DaemonDeploymentStatus.STOPPED;
  }

  private static EcsDaemonRevisionStatus before(EcsDaemonRevision revision) {
    return revision.getStatus() == null ? NEW : revision.getStatus();
  }
}
