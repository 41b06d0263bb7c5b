package dev.kubeecs.operator.runtime;

import dev.kubeecs.operator.task.pod.EndpointSettings;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.resources.taskendpoint.SharedKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
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
                ? Optional.of(
                    new EndpointSettings(
                        SharedKey.in(client, SharedKey.namespace(client, namespace)), api))
                : Optional.empty());
    LOG.infof("Kubernetes %s.%s: %s", version.getMajor(), version.getMinor(), settings);
    return settings;
  }

  /** Some distributions write {@code 35+}. */
  private static int minor(VersionInfo version) {
    String digits = version.getMinor().replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
