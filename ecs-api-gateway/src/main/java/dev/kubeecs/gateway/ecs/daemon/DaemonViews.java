package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DaemonCapacityProvider;
import dev.kubeecs.api.ecs.DaemonCircuitBreaker;
import dev.kubeecs.api.ecs.DaemonContainerImage;
import dev.kubeecs.api.ecs.DaemonDeployment;
import dev.kubeecs.api.ecs.DaemonDeploymentCapacityProvider;
import dev.kubeecs.api.ecs.DaemonDeploymentRevisionDetail;
import dev.kubeecs.api.ecs.DaemonDeploymentRollbackMonitorsStatus;
import dev.kubeecs.api.ecs.DaemonDeploymentStatus;
import dev.kubeecs.api.ecs.DaemonDeploymentSummary;
import dev.kubeecs.api.ecs.DaemonDetail;
import dev.kubeecs.api.ecs.DaemonPropagateTags;
import dev.kubeecs.api.ecs.DaemonRevision;
import dev.kubeecs.api.ecs.DaemonRevisionDetail;
import dev.kubeecs.api.ecs.DaemonStatus;
import dev.kubeecs.api.ecs.DaemonSummary;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionSpec;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatus;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatusBuilder;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Daemons, their revisions and deployments as the API tells them.
 *
 * @param account whose they are
 */
record DaemonViews(Account account) {

  private static final EcsDaemonRevisionStatus UNSEEN =
      EcsDaemonRevisionStatusBuilder.builder().status(DaemonDeploymentStatus.PENDING).build();

  String arn(EcsDaemon daemon) {
    return account.daemonArn(Daemons.cluster(daemon), Daemons.name(daemon));
  }

  static DaemonStatus status(EcsDaemon daemon) {
    return Daemons.isActive(daemon) ? DaemonStatus.ACTIVE : DaemonStatus.DELETE_IN_PROGRESS;
  }

  static Instant createdAt(EcsDaemon daemon) {
    return Instant.parse(daemon.getMetadata().getCreationTimestamp());
  }

  /** A daemon is updated by a deployment, so its newest revision tells when. */
  static Instant updatedAt(EcsDaemon daemon, List<EcsDaemonRevision> revisions) {
    return revisions.isEmpty()
        ? createdAt(daemon)
        : Instant.parse(revisions.getLast().getMetadata().getCreationTimestamp());
  }

  DaemonDetail detail(EcsDaemon daemon, List<EcsDaemonRevision> revisions) {
    return DaemonDetail.builder()
        .daemonArn(arn(daemon))
        .clusterArn(account.clusterArn(Daemons.cluster(daemon)))
        .status(status(daemon))
        .currentRevisions(
            revisions.stream()
                .filter(r -> r == revisions.getLast() || running(r) > 0)
                .map(this::current)
                .toList())
        .deploymentArn(newestDeploymentArn(revisions))
        .createdAt(createdAt(daemon))
        .updatedAt(updatedAt(daemon, revisions))
        .build();
  }

  DaemonSummary summary(EcsDaemon daemon, List<EcsDaemonRevision> revisions) {
    return DaemonSummary.builder()
        .daemonArn(arn(daemon))
        .status(status(daemon))
        .createdAt(createdAt(daemon))
        .updatedAt(updatedAt(daemon, revisions))
        .build();
  }

  /** ARN of the newest deployment; null while a daemon of kubectl's has none. */
  String newestDeploymentArn(List<EcsDaemonRevision> revisions) {
    return revisions.isEmpty() ? null : deploymentArn(revisions.getLast());
  }

  DaemonDeployment deployment(EcsDaemonRevision target, List<EcsDaemonRevision> all) {
    EcsDaemonRevisionStatus status = told(target);
    List<String> sources = asEmpty(status.sourceRevisions());
    return DaemonDeployment.builder()
        .daemonDeploymentArn(deploymentArn(target))
        .clusterArn(account.clusterArn(target.getSpec().cluster()))
        .status(or(status.status(), DaemonDeploymentStatus.PENDING))
        .statusReason(status.statusReason())
        .targetDaemonRevision(rolledOut(target))
        .sourceDaemonRevisions(
            all.stream()
                .filter(r -> sources.contains(r.getMetadata().getName()))
                .map(this::rolledOut)
                .toList())
        .circuitBreaker(
            DaemonCircuitBreaker.builder()
                .failureCount(0)
                .status(DaemonDeploymentRollbackMonitorsStatus.DISABLED)
                .build())
        .deploymentConfiguration(target.getSpec().deploymentConfiguration())
        .createdAt(Instant.parse(target.getMetadata().getCreationTimestamp()))
        .startedAt(status.startedAt())
        .stoppedAt(status.stoppedAt())
        .finishedAt(status.finishedAt())
        .build();
  }

  DaemonDeploymentSummary deploymentSummary(EcsDaemon daemon, EcsDaemonRevision target) {
    EcsDaemonRevisionStatus status = told(target);
    return DaemonDeploymentSummary.builder()
        .daemonDeploymentArn(deploymentArn(target))
        .daemonArn(arn(daemon))
        .clusterArn(account.clusterArn(target.getSpec().cluster()))
        .status(or(status.status(), DaemonDeploymentStatus.PENDING))
        .statusReason(status.statusReason())
        .targetDaemonRevisionArn(revisionArn(target))
        .createdAt(Instant.parse(target.getMetadata().getCreationTimestamp()))
        .startedAt(status.startedAt())
        .stoppedAt(status.stoppedAt())
        .finishedAt(status.finishedAt())
        .build();
  }

  DaemonRevision revision(
      EcsDaemon daemon, EcsDaemonRevision revision, Optional<DaemonTaskDefinition> definition) {
    EcsDaemonRevisionSpec spec = revision.getSpec();
    TaskDefinitionReference reference =
        TaskDefinitionReference.parse(spec.daemonTaskDefinition()).orElseThrow();
    return DaemonRevision.builder()
        .daemonRevisionArn(revisionArn(revision))
        .clusterArn(account.clusterArn(spec.cluster()))
        .daemonArn(arn(daemon))
        .daemonTaskDefinitionArn(
            account.daemonTaskDefinitionArn(reference.family(), reference.revision().orElseThrow()))
        .createdAt(Instant.parse(revision.getMetadata().getCreationTimestamp()))
        .containerImages(
            definition.map(d -> d.getSpec().containerDefinitions()).orElse(List.of()).stream()
                .map(
                    container ->
                        DaemonContainerImage.builder()
                            .containerName(container.name())
                            .image(container.image())
                            .build())
                .toList())
        .propagateTags(or(spec.propagateTags(), DaemonPropagateTags.NONE))
        .enableECSManagedTags(or(spec.enableECSManagedTags(), false))
        .enableExecuteCommand(or(spec.enableExecuteCommand(), false))
        .critical(or(spec.critical(), false))
        .build();
  }

  private DaemonRevisionDetail current(EcsDaemonRevision revision) {
    return DaemonRevisionDetail.builder()
        .arn(revisionArn(revision))
        .capacityProviders(
            providers(revision).stream()
                .map(
                    provider ->
                        DaemonCapacityProvider.builder()
                            .arn(provider.arn())
                            .runningCount(provider.runningInstanceCount())
                            .withoutDaemonCount(provider.withoutDaemonInstanceCount())
                            .build())
                .toList())
        .totalRunningCount(running(revision))
        .totalWithoutDaemonCount(
            sum(revision, DaemonDeploymentCapacityProvider::withoutDaemonInstanceCount))
        .build();
  }

  private DaemonDeploymentRevisionDetail rolledOut(EcsDaemonRevision revision) {
    return DaemonDeploymentRevisionDetail.builder()
        .arn(revisionArn(revision))
        .capacityProviders(providers(revision))
        .totalRunningInstanceCount(running(revision))
        .totalWithoutDaemonInstanceCount(
            sum(revision, DaemonDeploymentCapacityProvider::withoutDaemonInstanceCount))
        .totalDrainingInstanceCount(
            sum(revision, DaemonDeploymentCapacityProvider::drainingInstanceCount))
        .build();
  }

  private String deploymentArn(EcsDaemonRevision revision) {
    EcsDaemonRevisionSpec spec = revision.getSpec();
    return account.daemonDeploymentArn(spec.cluster(), spec.daemonName(), spec.deploymentId());
  }

  private String revisionArn(EcsDaemonRevision revision) {
    EcsDaemonRevisionSpec spec = revision.getSpec();
    return account.daemonRevisionArn(spec.cluster(), spec.daemonName(), spec.deploymentId());
  }

  /** Counts as the operator told them; none yet is none running. */
  private List<DaemonDeploymentCapacityProvider> providers(EcsDaemonRevision revision) {
    List<DaemonDeploymentCapacityProvider> told = asEmpty(told(revision).capacityProviders());
    return told.isEmpty()
        ? revision.getSpec().capacityProviders().stream()
            .map(
                name ->
                    DaemonDeploymentCapacityProvider.builder()
                        .arn(account.capacityProviderArn(name))
                        .runningInstanceCount(0)
                        .drainingInstanceCount(0)
                        .withoutDaemonInstanceCount(0)
                        .build())
            .toList()
        : told;
  }

  private int running(EcsDaemonRevision revision) {
    return sum(revision, DaemonDeploymentCapacityProvider::runningInstanceCount);
  }

  private int sum(
      EcsDaemonRevision revision, Function<DaemonDeploymentCapacityProvider, Integer> count) {
    return providers(revision).stream().mapToInt(p -> or(count.apply(p), 0)).sum();
  }

  private static EcsDaemonRevisionStatus told(EcsDaemonRevision revision) {
    return or(revision.getStatus(), UNSEEN);
  }
}
