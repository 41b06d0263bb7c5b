package dev.kubeecs.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@KubernetesTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesExtensionIT {

  private static TestNamespace earlier;

  private final TestNamespace ofTheInstance;

  KubernetesExtensionIT(TestNamespace namespace) {
    ofTheInstance = namespace;
  }

  @BeforeEach
  void sameNamespaceThroughoutATest(TestNamespace namespace) {
    assertThat(namespace).isSameAs(ofTheInstance);
  }

  @Test
  @Order(1)
  void clientsWorkInTheNamespaceOfTheTest(TestNamespace namespace, KubernetesClient client) {
    earlier = namespace;
    namespace
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("held")
                .withFinalizers("kube-ecs.dev/test")
                .endMetadata()
                .build())
        .create();
    ConfigMap seen = client.configMaps().inNamespace(namespace.name()).withName("held").get();
    assertThat(seen).isNotNull();
    seen.getMetadata().setFinalizers(null);
    client.resource(seen).update();
  }

  @Test
  @Order(2)
  void theNamespaceOfAnEarlierTestGoesAway(TestNamespace namespace, KubernetesClient client) {
    assertThat(namespace.name()).isNotEqualTo(earlier.name());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.namespaces().withName(earlier.name()).get() == null);
  }

  @Test
  void definitionsOnTheClasspathAreServed(TestNamespace namespace) {
    assertThat(
            namespace
                .client()
                .genericKubernetesResources("test.kube-ecs.dev/v1", "Sample")
                .list()
                .getItems())
        .isEmpty();
  }

  @Test
  void theKubeconfigLetsChildProcessesIn(TestCluster cluster, TestNamespace namespace)
      throws Exception {
    Process kubectl =
        new ProcessBuilder(
                "kubectl",
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "get",
                "namespace",
                namespace.name(),
                "--output=name")
            .redirectErrorStream(true)
            .start();
    assertThat(kubectl.inputReader().readLine()).isEqualTo("namespace/" + namespace.name());
    assertThat(kubectl.waitFor()).isZero();
  }

  @Test
  void aHangingNamespaceIsFreedOfOurFinalizers(KubernetesClient client) {
    Namespaces namespaces = new Namespaces(client, Duration.ofSeconds(5));
    TestNamespace namespace = namespaces.create("hanging");
    namespace
        .client()
        .resource(
            new io.fabric8.kubernetes.api.model.ServiceBuilder()
                .withNewMetadata()
                .withName("held")
                .withFinalizers("kube-ecs.dev/never-removed")
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .endSpec()
                .build())
        .create();

    namespaces.delete(namespace);
    namespaces.awaitDeletion();

    Namespace left = client.namespaces().withName(namespace.name()).get();
    assertThat(left).isNull();
  }
}
