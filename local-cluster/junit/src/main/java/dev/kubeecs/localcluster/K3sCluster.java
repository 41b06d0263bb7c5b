package dev.kubeecs.localcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.TestcontainersConfiguration;

/** k3s in a container of the Docker engine that answers. */
final class K3sCluster implements StartedCluster {

  private static final String OFFICIAL_IMAGE = "rancher/k3s";
  private static final String DEFAULT_VERSION = "v1.35.0-k3s1";

  private static final int STOPPED_WITHIN_SECONDS = 30;

  private final K3sContainer container;
  private final Path kubeconfig;

  private K3sCluster(K3sContainer container, Path kubeconfig) {
    this.container = container;
    this.kubeconfig = kubeconfig;
  }

  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  static K3sCluster start(ClusterSettings settings) {
    String image = settings.k3sImage().orElse(OFFICIAL_IMAGE + ":" + DEFAULT_VERSION);
    K3sContainer container =
        new K3sContainer(DockerImageName.parse(image).asCompatibleSubstituteFor(OFFICIAL_IMAGE))
            // Kept by Testcontainers only where its user allows reuse; then Maven modules share
            // one.
            .withReuse(true);
    try {
      container.start();
    } catch (ContainerLaunchException failed) {
      throw new IllegalStateException(
          "the image %s did not start in Docker; set KUBE_ECS_TEST_K3S_IMAGE to an image that can be had, or KUBE_ECS_TEST_CLUSTER=local"
              .formatted(image),
          failed);
    }
    try {
      Path kubeconfig = Files.createTempFile("kubeconfig-k3s-", ".yaml");
      kubeconfig.toFile().deleteOnExit();
      return new K3sCluster(
          container, Files.writeString(kubeconfig, container.getKubeConfigYaml()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public boolean outlivesTests() {
    return TestcontainersConfiguration.getInstance().environmentSupportsReuse();
  }

  @Override
  public void close() {
    if (outlivesTests()) {
      return;
    }
    // Testcontainers only kills, which would leave the cluster's cgroups behind.
    container
        .getDockerClient()
        .stopContainerCmd(container.getContainerId())
        .withTimeout(STOPPED_WITHIN_SECONDS)
        .exec();
    container.stop();
  }
}
