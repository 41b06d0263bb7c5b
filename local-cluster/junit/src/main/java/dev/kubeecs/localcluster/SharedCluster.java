package dev.kubeecs.localcluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The one cluster of this test run, started when the first test class needs it and closed by JUnit
 * after the last.
 */
final class SharedCluster implements AutoCloseable {

  private static final Duration NODE_READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration NAMESPACE_GONE_WITHIN = Duration.ofSeconds(45);

  /**
   * What simulated nodes report as their container runtime: those of the local cluster, and others
   * of kwok.
   */
  private static final Pattern SIMULATED_RUNTIME = Pattern.compile("^$|^simulated:|kwok");

  private final StartedCluster started;
  private final TestCluster cluster;
  private final KubernetesClient client;
  private final Namespaces namespaces;

  private SharedCluster(
      StartedCluster started, TestCluster cluster, KubernetesClient client, Namespaces namespaces) {
    this.started = started;
    this.cluster = cluster;
    this.client = client;
    this.namespaces = namespaces;
  }

  static SharedCluster start(ClusterSettings settings) {
    ClusterKind kind = settings.choose(K3sCluster::dockerAnswers);
    StartedCluster started = StartedCluster.start(kind, settings);
    try {
      KubernetesClient client =
          new KubernetesClientBuilder()
              .withConfig(Config.fromKubeconfig(started.kubeconfig().toFile()))
              .build();
      awaitNode(client);
      CustomResourceDefinitions.applyFromClasspath(client);
      TestCluster cluster = new TestCluster(kind, started.kubeconfig(), runsContainers(client));
      return new SharedCluster(
          started, cluster, client, new Namespaces(client, NAMESPACE_GONE_WITHIN));
    } catch (RuntimeException failed) {
      started.close();
      throw failed;
    }
  }

  private static void awaitNode(KubernetesClient client) {
    Awaitility.await("a node that is ready")
        .atMost(NODE_READY_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                client.nodes().list().getItems().stream()
                    .flatMap(node -> node.getStatus().getConditions().stream())
                    .anyMatch(
                        condition ->
                            condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")));
  }

  private static boolean runsContainers(KubernetesClient client) {
    return client.nodes().list().getItems().stream()
        .map(node -> node.getStatus().getNodeInfo().getContainerRuntimeVersion())
        .anyMatch(runtime -> !SIMULATED_RUNTIME.matcher(runtime).find());
  }

  TestCluster cluster() {
    return cluster;
  }

  KubernetesClient client() {
    return client;
  }

  Namespaces namespaces() {
    return namespaces;
  }

  @Override
  public void close() {
    try (client) {
      if (started.outlivesTests()) {
        namespaces.awaitDeletion();
      }
    } finally {
      started.close();
    }
  }
}
