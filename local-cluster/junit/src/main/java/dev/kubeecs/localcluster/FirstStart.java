package dev.kubeecs.localcluster;

/**
 * The attempt to start the cluster, which is made once: where it fails, all test classes fail at
 * once.
 */
sealed interface FirstStart {

  /** The cluster that has started. */
  SharedCluster cluster();

  static FirstStart attempt(ClusterSettings settings) {
    try {
      return new Succeeded(SharedCluster.start(settings));
    } catch (RuntimeException failure) {
      return new Failed(failure);
    }
  }

  /** JUnit closes it after the last test. */
  record Succeeded(SharedCluster cluster) implements FirstStart, AutoCloseable {
    @Override
    public void close() {
      cluster.close();
    }
  }

  /** Nothing is tried again. */
  record Failed(RuntimeException failure) implements FirstStart {
    @Override
    public SharedCluster cluster() {
      throw new IllegalStateException("no cluster to test on: " + failure.getMessage(), failure);
    }
  }
}
