package dev.kubeecs.localcluster;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The cluster the tests run on.
 *
 * @param kind where it comes from
 * @param kubeconfig the file that lets child processes in
 * @param runsContainers whether a node runs containers, rather than simulating them
 */
public record TestCluster(ClusterKind kind, Path kubeconfig, boolean runsContainers) {

  /** The cluster of this test run, for extensions that build on {@link KubernetesTest}. */
  public static TestCluster of(ExtensionContext context) {
    return KubernetesExtension.shared(context).cluster();
  }
}
