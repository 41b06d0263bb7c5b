package dev.kubeecs.localcluster;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where the cluster of the tests comes from; the setting {@code KUBE_ECS_TEST_CLUSTER} names one in
 * lower case.
 */
public enum ClusterKind {
  /** A cluster that is there already, named by a kubeconfig file. */
  KUBECONFIG,
  /** k3s in a container, through Testcontainers. */
  K3S,
  /** The local cluster of this repository, with containers; needs root. */
  LOCAL,
  /** The local cluster of this repository with simulated nodes, on which no container runs. */
  SIMULATED;

  static ClusterKind named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "KUBE_ECS_TEST_CLUSTER is '%s', but must be one of %s"
              .formatted(
                  name,
                  Arrays.stream(values())
                      .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(", "))),
          unknown);
    }
  }
}
