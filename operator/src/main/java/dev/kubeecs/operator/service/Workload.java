package dev.kubeecs.operator.service;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The Deployment or DaemonSet of a service revision.
 *
 * @param kind which of the two
 * @param name of both the workload and the revision
 * @param replicas how many tasks it keeps; for a DaemonSet the Nodes that shall run one, empty
 *     until Kubernetes has counted them
 */
public record Workload(Kind kind, String name, OptionalInt replicas) {

  /** The kinds of workload. */
  public enum Kind {
    DEPLOYMENT,
    DAEMON_SET
  }

  static Workload of(Deployment deployment) {
    return new Workload(
        Kind.DEPLOYMENT,
        deployment.getMetadata().getName(),
        OptionalInt.of(Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1)));
  }

  static Workload of(DaemonSet daemonSet) {
    boolean counted =
        daemonSet.getStatus() != null
            && Objects.equals(
                daemonSet.getStatus().getObservedGeneration(),
                daemonSet.getMetadata().getGeneration());
    return new Workload(
        Kind.DAEMON_SET,
        daemonSet.getMetadata().getName(),
        counted
            ? OptionalInt.of(daemonSet.getStatus().getDesiredNumberScheduled())
            : OptionalInt.empty());
  }
}
