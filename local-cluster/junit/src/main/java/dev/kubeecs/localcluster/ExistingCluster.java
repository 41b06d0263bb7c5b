package dev.kubeecs.localcluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** A cluster that somebody else started and stops. */
record ExistingCluster(Path kubeconfig) implements StartedCluster {

  ExistingCluster {
    if (!Files.isReadable(kubeconfig)) {
      throw new IllegalStateException("the kubeconfig file " + kubeconfig + " cannot be read");
    }
  }

  @Override
  public boolean outlivesTests() {
    return true;
  }

  @Override
  public void close() {}
}
