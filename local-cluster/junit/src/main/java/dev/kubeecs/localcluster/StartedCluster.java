package dev.kubeecs.localcluster;

import java.nio.file.Path;

/** A cluster that runs, and what to do with it when the tests have ended. */
interface StartedCluster extends AutoCloseable {

  Path kubeconfig();

  /** Whether namespaces that the tests leave behind matter, because the cluster outlives them. */
  boolean outlivesTests();

  /** Gives the cluster up: stops it if these tests are the last that use it and have started it. */
  @Override
  void close();

  /** Starts the cluster the settings ask for, or joins it if it runs. */
  static StartedCluster start(ClusterKind kind, ClusterSettings settings) {
    return switch (kind) {
      case KUBECONFIG -> new ExistingCluster(settings.existingCluster());
      case K3S -> K3sCluster.start(settings);
      case LOCAL -> LocalCluster.start(settings, LocalCluster.Nodes.REAL);
      case SIMULATED -> LocalCluster.start(settings, LocalCluster.Nodes.SIMULATED);
    };
  }
}
