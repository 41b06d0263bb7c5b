package dev.kubeecs.operator.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorProcess;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Proxies of an Application Load Balancer that are more than one, and one that ends. */
@Isolated
@OperatorTest
class SeveralProxiesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> HEADERS = List.of("Host: test");

  @Test
  void eachIsToldWhatChanges(TestNamespace namespace, OperatorProcess operator) {
    operator.restart(Map.of("KUBE_ECS_LOAD_BALANCER_REPLICAS", "2"));
    Manifests manifests = new Manifests(namespace);
    manifests.apply("LoadBalancer", "web", "{}");
    listen(manifests, "old");
    awaitFromEach(namespace, 2, "old");
    listen(manifests, "new");
    awaitFromEach(namespace, 2, "new");
    assertThat(proxies(namespace)).hasSize(2);
  }

  @Test
  void oneEndsAsSoonAsItsLastConnectionHas(TestNamespace namespace) throws IOException {
    Manifests manifests = new Manifests(namespace);
    manifests.apply("LoadBalancer", "web", "{}");
    listen(manifests, "here");
    awaitFromEach(namespace, 1, "here");
    Pod proxy = proxies(namespace).getFirst();
    try (Connection connection = Connection.to(proxy.getStatus().getPodIP(), 80)) {
      assertThat(connection.ask("GET", "/", HEADERS).body()).isEqualTo("here");
      namespace.client().resource(proxy).delete();
      Awaitility.await("new connections are turned away")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThatIOException().isThrownBy(() -> answer(proxy)));
      assertThat(connection.ask("GET", "/", HEADERS).body())
          .as("a request on a connection that was there before")
          .isEqualTo("here");
    }
    Awaitility.await("the proxy has ended, well before it would have to")
        .atMost(Duration.ofSeconds(15))
        .until(() -> namespace.client().resource(proxy).get() == null);
    awaitFromEach(namespace, 1, "here");
  }

  private static void listen(Manifests manifests, String body) {
    manifests.apply(
        "Listener",
        "web-80",
        """
        {loadBalancer: web, protocol: HTTP, port: 80, defaultActions: [{type: fixed-response, fixedResponseConfig: {statusCode: "200", messageBody: %s}}]}
        """
            .formatted(body));
  }

  private static void awaitFromEach(TestNamespace namespace, int count, String body) {
    Awaitility.await("each proxy answers " + body)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              List<Pod> ready = proxies(namespace).stream().filter(Readiness::isPodReady).toList();
              for (Pod proxy : ready) {
                if (!answer(proxy).equals(body)) {
                  return false;
                }
              }
              return ready.size() == count;
            });
  }

  private static String answer(Pod proxy) throws IOException {
    try (Connection connection = Connection.to(proxy.getStatus().getPodIP(), 80)) {
      return connection.ask("GET", "/", HEADERS).body();
    }
  }

  private static List<Pod> proxies(TestNamespace namespace) {
    return namespace.client().pods().withLabel(Labels.LOAD_BALANCER, "web").list().getItems();
  }
}
