package dev.kubeecs.operator.daemon;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatus;
import dev.kubeecs.resources.daemon.EcsDaemonStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a daemon needs next.
 *
 * @param create the revision to create: a deployment begins
 * @param apply the DaemonSet as it shall be, if it is not
 * @param remove the DaemonSet that shall go
 * @param reports statuses of revisions that have changed, by name
 * @param forget names of revisions that are long past
 * @param status what to tell of the daemon
 * @param gone whether nothing is left of a daemon that shall end
 * @param lookAgainAt when time alone will have changed something
 */
record DaemonPlan(
    Optional<EcsDaemonRevision> create,
    Optional<DaemonSet> apply,
    Optional<DaemonSet> remove,
    Map<String, EcsDaemonRevisionStatus> reports,
    List<String> forget,
    EcsDaemonStatus status,
    boolean gone,
    Optional<Instant> lookAgainAt) {

  /** How many revisions are kept. */
  private static final int HISTORY = 10;

  DaemonPlan {
    reports = Map.copyOf(reports);
    forget = List.copyOf(forget);
  }

  /** Decides. The same daemon needs the same. */
  static DaemonPlan of(ResolvedDaemon daemon, PodSettings settings) {
    if (!Daemons.isActive(daemon.resource())) {
      return ending(daemon);
    }
    Optional<Problem> problem = DaemonProblems.of(daemon);
    if (problem.isPresent()) {
      return new DaemonPlan(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          reports(daemon),
          List.of(),
          DaemonReport.status(daemon, problem, Optional.empty()),
          false,
          Optional.empty());
    }
    Optional<EcsDaemonRevision> missing = DaemonRevisions.missing(daemon);
    EcsDaemonRevision target = missing.orElseGet(() -> daemon.revisions().getLast());
    DaemonSet wanted = DaemonSets.of(daemon, target, settings);
    boolean applied =
        daemon.daemonSet().filter(present -> DaemonSets.isApplied(present, wanted)).isPresent();
    Map<String, EcsDaemonRevisionStatus> reports = reports(daemon);
    EcsDaemonRevisionStatus going =
        missing.isPresent() ? null : DaemonDeployments.status(daemon, target);
    return new DaemonPlan(
        missing,
        applied ? Optional.empty() : Optional.of(wanted),
        Optional.empty(),
        reports,
        past(daemon),
        DaemonReport.status(
            daemon, problem, Optional.ofNullable(going).map(EcsDaemonRevisionStatus::status)),
        false,
        Optional.ofNullable(going).flatMap(s -> DaemonDeployments.bakedAt(target, s)));
  }

  private static DaemonPlan ending(ResolvedDaemon daemon) {
    return new DaemonPlan(
        Optional.empty(),
        Optional.empty(),
        daemon.daemonSet(),
        reports(daemon),
        List.of(),
        DaemonReport.status(daemon, Optional.empty(), Optional.empty()),
        daemon.daemonSet().isEmpty() && daemon.tasks().isEmpty(),
        Optional.empty());
  }

  private static Map<String, EcsDaemonRevisionStatus> reports(ResolvedDaemon daemon) {
    Map<String, EcsDaemonRevisionStatus> reports = new LinkedHashMap<>();
    for (EcsDaemonRevision revision : daemon.revisions()) {
      EcsDaemonRevisionStatus status = DaemonDeployments.status(daemon, revision);
      if (!status.equals(revision.getStatus())) {
        reports.put(revision.getMetadata().getName(), status);
      }
    }
    return reports;
  }

  private static List<String> past(ResolvedDaemon daemon) {
    List<String> names = new ArrayList<>();
    int surplus = daemon.revisions().size() - HISTORY;
    for (int i = 0; i < surplus; i++) {
      EcsDaemonRevision revision = daemon.revisions().get(i);
      String id = revision.getSpec().deploymentId();
      if (daemon.tasks().stream().noneMatch(task -> task.deploymentId().equals(id))) {
        names.add(revision.getMetadata().getName());
      }
    }
    return names;
  }
}
