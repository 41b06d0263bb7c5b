package dev.kubeecs.operator.loadbalancing.proxy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Gives running proxies their configuration, by a command in the container: so only those whom RBAC
 * allows that can, and nothing listens for it.
 */
@Singleton
public final class ProxyControl {

  private static final Logger LOG = Logger.getLogger(ProxyControl.class);
  private static final long PATIENCE_SECONDS = 30;

  private final KubernetesClient client;

  /** What each Pod, by its UID, was told last. */
  private final Map<String, ProxyConfiguration> told = new ConcurrentHashMap<>();

  ProxyControl(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Has a proxy take a configuration, and returns once it has.
   *
   * @throws KubernetesClientException if it cannot be reached or does not take it
   */
  public void apply(Pod pod, ProxyConfiguration configuration) {
    String uid = pod.getMetadata().getUid();
    ProxyConfiguration before = told.get(uid);
    if (configuration.equals(before)) {
      return;
    }
    byte[] text = configuration.text().getBytes(StandardCharsets.UTF_8);
    String length = String.valueOf(text.length);
    boolean serversOnly = before != null && before.skeleton().equals(configuration.skeleton());
    long started = System.nanoTime();
    run(
        pod,
        text,
        serversOnly
            ? List.of("change", length, String.join("\n", configuration.commandsAfter(before)))
            : List.of("reload", length));
    told.put(uid, configuration);
    LOG.debugf(
        "%s: %s in %d ms",
        pod.getMetadata().getName(),
        serversOnly ? configuration.commandsAfter(before) : "reload",
        (System.nanoTime() - started) / 1_000_000);
  }

  /** Nothing is known any more of Pods of a load balancer but these. */
  public void keepOnly(Set<String> uidsOfAll) {
    told.keySet().retainAll(uidsOfAll);
  }

  private void run(Pod pod, byte[] input, List<String> arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String[] command = new String[arguments.size() + 2];
    command[0] = "bash";
    command[1] = "/etc/kube-ecs/apply";
    for (int i = 0; i < arguments.size(); i++) {
      command[i + 2] = arguments.get(i);
    }
    try (ExecWatch exec =
        client
            .pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .inContainer(ProxyObjects.CONTAINER)
            .redirectingInput()
            .writingOutput(output)
            .writingError(output)
            .exec(command)) {
      exec.getInput().write(input);
      exec.getInput().flush();
      int status = exec.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (status != 0) {
        throw new KubernetesClientException(
            "the proxy "
                + pod.getMetadata().getName()
                + " refuses its configuration: "
                + output.toString(StandardCharsets.UTF_8).strip());
      }
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new KubernetesClientException(
          "the proxy " + pod.getMetadata().getName() + " cannot be told its configuration: " + e,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    }
  }
}
