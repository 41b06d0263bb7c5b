package dev.kubeecs.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
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
  void theKubeconfigLetsOthersIn(TestCluster cluster, TestNamespace namespace) {
    Config config = Config.fromKubeconfig(cluster.kubeconfig().toFile());
    try (KubernetesClient other = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(other.namespaces().withName(namespace.name()).get()).isNotNull();
    }
  }

  @Test
  void aHangingNamespaceIsFreedOfOurFinalizers(KubernetesClient client) {
    Namespaces namespaces = new Namespaces(client, Duration.ofSeconds(5));
    TestNamespace namespace = namespaces.create("hanging");
    namespace
        .client()
        .resource(
            new ServiceBuilder()
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
