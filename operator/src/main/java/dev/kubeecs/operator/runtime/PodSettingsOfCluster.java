package dev.kubeecs.operator.runtime;

import dev.kubeecs.operator.task.pod.EndpointSettings;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.resources.taskendpoint.SharedKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Finds out at the start what the Kubernetes cluster can do. */
final class PodSettingsOfCluster {

  private static final Logger LOG = Logger.getLogger(PodSettingsOfCluster.class);

  /** Kubernetes 1.35 has restart policies of containers switched on. */
  private static final int CONTAINER_RESTART_POLICIES = 35;

  @Produces
  @Singleton
  PodSettings podSettings(
      KubernetesClient client,
      @ConfigProperty(name = "kube-ecs.cpu-request-percent") int cpuRequestPercent,
      @ConfigProperty(name = "kube-ecs.namespace") Optional<String> namespace,
      @ConfigProperty(name = "kube-ecs.task-endpoint.enabled") boolean endpoint,
      @ConfigProperty(name = "kube-ecs.task-endpoint.api") Optional<String> api) {
    VersionInfo version = client.getKubernetesVersion();
    PodSettings settings =
        new PodSettings(
            minor(version) >= CONTAINER_RESTART_POLICIES,
            cpuRequestPercent,
            endpoint
                ? key(client, SharedKey.namespace(client, namespace))
                    .map(key -> new EndpointSettings(key, api))
                : Optional.empty());
    LOG.infof("Kubernetes %s.%s: %s", version.getMajor(), version.getMinor(), settings);
    return settings;
  }

  /** Empty if the namespace is not there: tasks run all the same. */
  private static Optional<SharedKey> key(KubernetesClient client, String namespace) {
    try {
      return Optional.of(SharedKey.in(client, namespace));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      LOG.warnf(
          "containers are not told where to find metadata and credentials: make the namespace %s"
              + " and start the operator again, or set kube-ecs.namespace to another",
          namespace);
      return Optional.empty();
    }
  }

  /** Some distributions write {@code 35+}. */
  private static int minor(VersionInfo version) {
    String digits = version.getMinor().replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
