package dev.kubeecs.operator.daemon;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DaemonDeploymentStatus;
import dev.kubeecs.api.ecs.DaemonStatus;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemonStatus;
import dev.kubeecs.resources.daemon.EcsDaemonStatusBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What is told of a daemon in its status. */
final class DaemonReport {

  private DaemonReport() {}

  static EcsDaemonStatus status(
      ResolvedDaemon daemon, Optional<Problem> problem, Optional<DaemonDeploymentStatus> rollout) {
    Optional<String> newest =
        daemon.revisions().isEmpty()
            ? Optional.ofNullable(daemon.spec().deploymentId())
            : Optional.of(daemon.revisions().getLast().getSpec().deploymentId());
    return EcsDaemonStatusBuilder.builder()
        .daemonArn(daemon.account().daemonArn(daemon.clusterName(), daemon.daemonName()))
        .clusterArn(daemon.account().clusterArn(daemon.clusterName()))
        .status(
            Daemons.isActive(daemon.resource())
                ? DaemonStatus.ACTIVE
                : DaemonStatus.DELETE_IN_PROGRESS)
        .deploymentArn(
            newest
                .map(
                    id ->
                        daemon
                            .account()
                            .daemonDeploymentArn(daemon.clusterName(), daemon.daemonName(), id))
                .orElse(null))
        .rollout(rollout.orElse(null))
        .desiredCount(desired(daemon))
        .runningCount((int) daemon.tasks().stream().filter(DaemonTask::running).count())
        .observedGeneration(daemon.resource().getMetadata().getGeneration())
        .conditions(conditions(daemon, problem))
        .build();
  }

  private static int desired(ResolvedDaemon daemon) {
    return daemon
        .daemonSet()
        .map(DaemonSet::getStatus)
        .map(status -> or(status.getDesiredNumberScheduled(), 0))
        .orElse(0);
  }

  private static List<Condition> conditions(ResolvedDaemon daemon, Optional<Problem> problem) {
    Conditions conditions = new Conditions(Clock.fixed(daemon.now(), ZoneOffset.UTC));
    Long generation = daemon.resource().getMetadata().getGeneration();
    List<Condition> before =
        daemon.resource().getStatus() == null ? null : daemon.resource().getStatus().conditions();
    return problem
        .map(p -> conditions.notReady(before, p.reason(), p.message(), generation))
        .orElseGet(() -> conditions.ready(before, generation));
  }
}
