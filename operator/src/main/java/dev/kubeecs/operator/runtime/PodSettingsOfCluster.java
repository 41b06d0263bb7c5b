package dev.kubeecs.operator.runtime;

import dev.kubeecs.operator.task.pod.PodSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
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
      @ConfigProperty(name = "kube-ecs.cpu-request-percent") int cpuRequestPercent) {
    VersionInfo version = client.getKubernetesVersion();
    PodSettings settings =
        new PodSettings(minor(version) >= CONTAINER_RESTART_POLICIES, cpuRequestPercent);
    LOG.infof("Kubernetes %s.%s: %s", version.getMajor(), version.getMinor(), settings);
    return settings;
  }

  /** Some distributions write {@code 35+}. */
  private static int minor(VersionInfo version) {
    String digits = version.getMinor().replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
