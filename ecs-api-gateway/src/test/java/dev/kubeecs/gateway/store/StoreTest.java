package dev.kubeecs.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.localcluster.KubernetesTest;
import dev.kubeecs.localcluster.TestCluster;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@KubernetesTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Caches caches = new Caches();
  private KubernetesClient client;
  private Store<EcsCluster> clusters;
  private StoreIndex<EcsCluster> byProvider;

  @BeforeAll
  void start(TestCluster cluster) {
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .withHttpClientBuilderConsumer(
                http -> http.addOrReplaceInterceptor("count", new RequestCounter(meters)))
            .build();
    Stores stores = new Stores(client, caches);
    clusters = stores.of(EcsCluster.class);
    byProvider =
        clusters.index(
            "provider",
            resource ->
                resource.getSpec().capacityProviders() == null
                    ? List.of()
                    : resource.getSpec().capacityProviders());
    await().until(() -> caches.waitingFor().isEmpty());
  }

  @AfterAll
  void stop() {
    caches.close();
    client.close();
  }

  @Test
  void whatWasWrittenIsRead(TestNamespace namespace) {
    for (int number = 0; number < 50; number++) {
      String name = "cluster-" + number;
      assertThat(clusters.create(cluster(namespace, name))).isPresent();
      assertThat(clusters.find(namespace.name(), name)).isPresent();
      assertThat(clusters.list(namespace.name())).hasSize(number + 1);
    }
  }

  @Test
  void aWriteIsOneRequestAndAReadIsNone(TestNamespace namespace) {
    double before = requests();

    clusters.create(cluster(namespace, "demo"));
    clusters.find(namespace.name(), "demo");
    clusters.list(namespace.name());
    byProvider.get(namespace.name(), "a");
    clusters.edit(namespace.name(), "demo", resource -> label(resource, "a", "b"));

    assertThat(requests() - before).isEqualTo(2);
  }

  @Test
  void aNameIsTakenOnce(TestNamespace namespace) {
    assertThat(clusters.create(cluster(namespace, "demo"))).isPresent();
    assertThat(clusters.create(cluster(namespace, "demo"))).isEmpty();
  }

  @Test
  void editsOfManyAtOnceAreAllKept(TestNamespace namespace) throws Exception {
    clusters.create(cluster(namespace, "demo"));

    List<Callable<Object>> edits =
        IntStream.range(0, 8)
            .<Callable<Object>>mapToObj(
                number ->
                    () ->
                        clusters.edit(
                            namespace.name(),
                            "demo",
                            resource -> label(resource, "edit-" + number, "done")))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Object> edit : threads.invokeAll(edits)) {
        edit.get();
      }
    }

    assertThat(clusters.find(namespace.name(), "demo").orElseThrow().getMetadata().getLabels())
        .hasSize(8);
  }

  @Test
  void anEditThatChangesNothingWritesNothing(TestNamespace namespace) {
    clusters.create(cluster(namespace, "demo"));
    double before = requests();

    assertThat(clusters.edit(namespace.name(), "demo", resource -> resource)).isPresent();

    assertThat(requests()).isEqualTo(before);
  }

  @Test
  void whatIsNotThereCannotBeEditedAndNeedNotBeDeleted(TestNamespace namespace) {
    EcsCluster cluster = clusters.create(cluster(namespace, "demo")).orElseThrow();
    clusters.delete(cluster);

    assertThat(clusters.find(namespace.name(), "demo")).isEmpty();
    assertThat(clusters.edit(namespace.name(), "demo", resource -> label(resource, "a", "b")))
        .isEmpty();
    clusters.delete(cluster);
  }

  @Test
  void indexesFollowChanges(TestNamespace namespace) {
    EcsCluster cluster = cluster(namespace, "demo");
    cluster.setSpec(EcsClusterSpecBuilder.builder().capacityProviders(List.of("a", "b")).build());
    clusters.create(cluster);
    assertThat(byProvider.get(namespace.name(), "a")).hasSize(1);

    clusters.edit(
        namespace.name(),
        "demo",
        resource -> {
          resource.setSpec(resource.getSpec().withCapacityProviders(List.of("b", "c")));
          return resource;
        });

    assertThat(byProvider.get(namespace.name(), "a")).isEmpty();
    assertThat(byProvider.get(namespace.name(), "c")).hasSize(1);
    assertThat(byProvider.get("another", "c")).isEmpty();
  }

  @Test
  void theServersRulesAreTheClientsErrors(TestNamespace namespace) {
    EcsCluster cluster = cluster(namespace, "demo");
    cluster.setSpec(EcsClusterSpecBuilder.builder().clusterName("no spaces").build());

    assertThatThrownBy(() -> clusters.create(cluster))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("spec.clusterName")
        .extracting("code")
        .isEqualTo("ClientException");
  }

  private double requests() {
    return meters.find(RequestCounter.METER).tag("resource", "ecsclusters").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static EcsCluster label(EcsCluster cluster, String key, String value) {
    cluster.getMetadata().getLabels().put(key, value);
    return cluster;
  }

  private static EcsCluster cluster(TestNamespace namespace, String name) {
    EcsCluster cluster = new EcsCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace.name())
            .withName(name)
            .withLabels(Map.of())
            .build());
    cluster.setSpec(EcsClusterSpecBuilder.builder().build());
    return cluster;
  }
}
