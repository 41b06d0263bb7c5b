package dev.kubeecs.operator.autoscaling.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Asks kubelets what Pods use, with the operator's own identity, which needs {@code get} of {@code
 * nodes/stats}. What one policy has asked is good for the others of the same moment.
 */
@Singleton
final class Kubelets {

  private static final Logger LOG = Logger.getLogger(Kubelets.class);
  private static final int PORT = 10250;
  private static final int PATIENCE_SECONDS = 5;
  private static final Duration MOMENT = Duration.ofMillis(500);
  private static final JsonMapper JSON = new JsonMapper();

  private final KubernetesClient client;
  private final SharedIndexInformer<Node> nodes;
  private final Clock clock;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  Kubelets(KubernetesClient client, SharedIndexInformer<Node> nodes, Clock clock) {
    this.client = client;
    this.nodes = nodes;
    this.clock = clock;
  }

  /** What the kubelet's summary says of a Pod; empty if it says nothing, or does not answer. */
  Optional<JsonNode> pod(String node, String uid) {
    return summary(node).stream()
        .flatMap(summary -> StreamSupport.stream(summary.path("pods").spliterator(), false))
        .filter(pod -> pod.at("/podRef/uid").asText().equals(uid))
        .findFirst();
  }

  private Optional<JsonNode> summary(String node) {
    Instant now = clock.instant();
    answers.values().removeIf(answer -> answer.at().plus(MOMENT).isBefore(now));
    return answers.computeIfAbsent(node, name -> new Answer(now, ask(name))).summary();
  }

  private Optional<JsonNode> ask(String name) {
    Node node = nodes.getIndexer().getByKey(name);
    Optional<String> address = Optional.ofNullable(node).flatMap(Kubelets::address);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    String url =
        "https://%s:%d/stats/summary?only_cpu_and_memory=true".formatted(address.get(), port(node));
    try {
      HttpResponse<String> response =
          client
              .getHttpClient()
              .sendAsync(
                  client.getHttpClient().newHttpRequestBuilder().uri(url).build(), String.class)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (response.code() != 200) {
        LOG.warnf("no metrics: %s answered %d: %s", url, response.code(), response.body());
        return Optional.empty();
      }
      return Optional.of(JSON.readTree(response.body()));
    } catch (ExecutionException | CompletionException | TimeoutException | IOException e) {
      LOG.warnf("no metrics: %s: %s", url, e.getCause() == null ? e : e.getCause());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> address(Node node) {
    return node.getStatus().getAddresses().stream()
        .filter(address -> address.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .map(address -> address.contains(":") ? "[" + address + "]" : address)
        .findFirst();
  }

  private static int port(Node node) {
    return Optional.ofNullable(node.getStatus().getDaemonEndpoints())
        .map(endpoints -> endpoints.getKubeletEndpoint())
        .map(endpoint -> endpoint.getPort())
        .filter(port -> port > 0)
        .orElse(PORT);
  }

  private record Answer(Instant at, Optional<JsonNode> summary) {}
}
