package dev.kubeecs.operator.daemon;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.validation.UnsupportedOfDaemon;
import java.util.List;
import java.util.Optional;

/** What stands in the way of a daemon. */
final class DaemonProblems {

  private DaemonProblems() {}

  /** The first thing that does; empty if the daemon can be as it is wanted. */
  static Optional<Problem> of(ResolvedDaemon daemon) {
    return conflict(daemon)
        .or(() -> Problem.unsupported(UnsupportedOfDaemon.fields(daemon.spec())))
        .or(() -> missingCluster(daemon))
        .or(() -> missingProvider(daemon))
        .or(() -> wrongDefinition(daemon));
  }

  private static Optional<Problem> conflict(ResolvedDaemon daemon) {
    return daemon
        .olderClaimant()
        .map(
            older ->
                new Problem(
                    Reason.Conflict,
                    "daemonName: EcsDaemon %s is the daemon %s of cluster %s already."
                        .formatted(older, daemon.daemonName(), daemon.clusterName())));
  }

  private static Optional<Problem> missingCluster(ResolvedDaemon daemon) {
    return daemon.cluster().isPresent()
        ? Optional.empty()
        : problem(
            Reason.NotFound,
            "cluster: there is no ACTIVE cluster %s.".formatted(daemon.clusterName()));
  }

  private static Optional<Problem> missingProvider(ResolvedDaemon daemon) {
    List<String> associated = asEmpty(daemon.cluster().orElseThrow().capacityProviders());
    return daemon.spec().capacityProviders().stream()
        .filter(name -> !daemon.providers().containsKey(name) || !associated.contains(name))
        .findFirst()
        .flatMap(
            name ->
                problem(
                    Reason.NotFound,
                    "capacityProviders: the cluster %s has no ACTIVE capacity provider %s with Nodes of its own."
                        .formatted(daemon.clusterName(), name)));
  }

  /** One that is being deleted goes on where it runs already. */
  private static Optional<Problem> wrongDefinition(ResolvedDaemon daemon) {
    String asked = daemon.spec().daemonTaskDefinition();
    if (daemon.definition().isEmpty()) {
      return problem(Reason.NotFound, "daemonTaskDefinition: there is no %s.".formatted(asked));
    }
    boolean runs =
        !daemon.revisions().isEmpty()
            && daemon.revisions().getLast().getSpec().daemonTaskDefinition().equals(asked);
    if (!runs && !DaemonTaskDefinitions.isActive(daemon.definition().get())) {
      return problem(
          Reason.Inactive, "daemonTaskDefinition: %s is being deleted.".formatted(asked));
    }
    return DaemonTaskDefinitionProblems.of(daemon.definition().get().getSpec())
        .map(p -> new Problem(p.reason(), "daemonTaskDefinition: " + p.message()));
  }

  private static Optional<Problem> problem(Reason reason, String message) {
    return Optional.of(new Problem(reason, message));
  }
}
