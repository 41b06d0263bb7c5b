package dev.kubeecs.gateway.taskendpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kubeecs.gateway.ecs.containerinstance.Nodes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Asks the kubelet of a Node what its containers use, with the gateway's own identity, which needs
 * {@code get} of {@code nodes/stats}. Asking by way of the API server would need {@code
 * nodes/proxy}, which is the right to do anything on the Node.
 */
@Singleton
public final class Kubelets {

  private static final Logger LOG = Logger.getLogger(Kubelets.class);
  private static final int PORT = 10250;
  private static final int PATIENCE_SECONDS = 5;
  private static final JsonMapper JSON = new JsonMapper();

  private final KubernetesClient client;
  private final Nodes nodes;

  Kubelets(KubernetesClient client, Nodes nodes) {
    this.client = client;
    this.nodes = nodes;
  }

  /**
   * The summary of the Node that a Pod is on.
   *
   * @throws IOException if the kubelet does not give it
   */
  JsonNode summary(Pod pod) throws IOException {
    String url =
        "https://%s:%d/stats/summary".formatted(host(pod.getStatus().getHostIP()), port(pod));
    try {
      HttpResponse<String> response =
          client
              .getHttpClient()
              .sendAsync(
                  client.getHttpClient().newHttpRequestBuilder().uri(url).build(), String.class)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (response.code() != 200) {
        throw failed(url, "answered " + response.code() + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (ExecutionException | CompletionException | TimeoutException e) {
      throw failed(url, String.valueOf(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(url, "interrupted");
    }
  }

  /** How many CPUs the Node of a Pod has; at least one. */
  int cpus(Pod pod) {
    return nodes
        .named(pod.getSpec().getNodeName())
        .map(node -> node.getStatus().getCapacity().get("cpu"))
        .map(cpu -> Math.max(1, cpu.getNumericalAmount().intValue()))
        .orElse(1);
  }

  private int port(Pod pod) {
    return nodes
        .named(pod.getSpec().getNodeName())
        .map(Node::getStatus)
        .map(status -> status.getDaemonEndpoints())
        .map(endpoints -> endpoints.getKubeletEndpoint())
        .map(endpoint -> endpoint.getPort())
        .filter(port -> port > 0)
        .orElse(PORT);
  }

  private static String host(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private static IOException failed(String url, String what) {
    LOG.warnf("no statistics of containers: %s: %s", url, what);
    return new IOException(what);
  }
}
