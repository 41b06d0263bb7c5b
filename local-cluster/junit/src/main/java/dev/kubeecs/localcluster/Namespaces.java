package dev.kubeecs.localcluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Makes the namespaces of the tests and sees to it that none stays. */
final class Namespaces {

  private static final Duration READY_WITHIN = Duration.ofSeconds(30);
  private static final Duration GONE_WITHOUT_FINALIZERS_WITHIN = Duration.ofSeconds(60);
  private static final int LONGEST_HINT = 40;

  private final KubernetesClient client;
  private final Duration patience;
  private final Queue<String> deleted = new ConcurrentLinkedQueue<>();

  /**
   * @param patience how long a namespace may take to go away before it counts as hanging
   */
  Namespaces(KubernetesClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  /**
   * Makes a namespace in which Pods can be created.
   *
   * @param hint what the name begins with, for whoever looks at the cluster
   */
  TestNamespace create(String hint) {
    String name = name(hint, ThreadLocalRandom.current().nextInt());
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    // Pods are refused until the default service account is there.
    Awaitility.await("the default service account of " + name)
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> client.serviceAccounts().inNamespace(name).withName("default").get() != null);
    return new TestNamespace(
        name, client.adapt(NamespacedKubernetesClient.class).inNamespace(name));
  }

  static String name(String hint, int random) {
    String slug =
        hint.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[-0-9]+", "");
    String prefix = slug.substring(0, Math.min(slug.length(), LONGEST_HINT)).replaceAll("-$", "");
    return (prefix.isEmpty() ? "test" : prefix) + "-" + HexFormat.of().toHexDigits(random);
  }

  /** Starts deleting a namespace; it ends while other tests run. */
  void delete(TestNamespace namespace) {
    EndingNamespaces.begin(client, namespace.name());
    deleted.add(namespace.name());
  }

  /**
   * Waits until the deleted namespaces are gone. Where one hangs, the finalizers of kube-ecs in it
   * are removed, and named on the standard error stream: the controller that should have removed
   * them did not, or was stopped early.
   */
  void awaitDeletion() {
    while (!deleted.isEmpty()) {
      String name = deleted.remove();
      if (gone(name, patience)) {
        continue;
      }
      Finalizers.remove(client, name)
          .forEach(
              held ->
                  System.err.printf(
                      "Namespace %s did not go away; removed from it the finalizer of %s%n",
                      name, held));
      if (!gone(name, GONE_WITHOUT_FINALIZERS_WITHIN)) {
        System.err.printf("Namespace %s does not go away: %s%n", name, reason(name));
      }
    }
  }

  private boolean gone(String name, Duration within) {
    try {
      Awaitility.await()
          .atMost(within)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                EndingNamespaces.hurry(client, name);
                return client.namespaces().withName(name).get() == null;
              });
      return true;
    } catch (ConditionTimeoutException stillThere) {
      return false;
    }
  }

  private String reason(String name) {
    Namespace namespace = client.namespaces().withName(name).get();
    return namespace == null
        ? "it just did"
        : String.valueOf(namespace.getStatus().getConditions());
  }
}
