package dev.kubeecs.localcluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * Deletes namespaces fast. Kubernetes looks at one again after half of the longest grace period of
 * the Pods in it, which is minutes where tasks drain; here Pods end at once, and a namespace that
 * changes is looked at soon.
 */
public final class EndingNamespaces {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  /** Gone, or changed, which has it looked at just as well. */
  private static final Set<Integer> NO_MATTER =
      Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

  private EndingNamespaces() {}

  /** Starts deleting a namespace and all that is in it. */
  public static void begin(KubernetesClient client, String name) {
    client.namespaces().withName(name).delete();
    client.pods().inNamespace(name).withGracePeriod(0).delete();
  }

  /** Deletes a namespace and returns once it is gone. */
  public static void end(KubernetesClient client, String name) {
    begin(client, name);
    Awaitility.await("namespace " + name + " is gone")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              hurry(client, name);
              return client.namespaces().withName(name).get() == null;
            });
  }

  /** Whether any is left; those that are are looked at again. */
  public static boolean areLeft(KubernetesClient client) {
    List<Namespace> left =
        client.namespaces().list().getItems().stream()
            .filter(HasMetadata::isMarkedForDeletion)
            .toList();
    left.forEach(namespace -> hurry(client, namespace.getMetadata().getName()));
    return !left.isEmpty();
  }

  static void hurry(KubernetesClient client, String name) {
    try {
      client
          .namespaces()
          .withName(name)
          .patch(
              MERGE,
              "{\"metadata\": {\"annotations\": {\"kube-ecs.dev/looked-at\": \"%d\"}}}"
                  .formatted(System.nanoTime()));
    } catch (KubernetesClientException e) {
      if (!NO_MATTER.contains(e.getCode())) {
        throw e;
      }
    }
  }
}
