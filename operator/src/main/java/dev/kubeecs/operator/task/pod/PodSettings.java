package dev.kubeecs.operator.task.pod;

import java.util.Optional;

/**
 * What the cluster can do and the operator was told, as far as Pods depend on it.
 *
 * @param containersMayStayDown whether the API server takes a restart policy for each container, so
 *     that a container of a Deployment that has exited stays down; on by default from Kubernetes
 *     1.35
 * @param cpuRequestPercent how much of the CPU of a task is reserved on its Node; less than 100
 *     overcommits
 * @param endpoint where containers find the gateway; empty where it does not serve them
 */
public record PodSettings(
    boolean containersMayStayDown, int cpuRequestPercent, Optional<EndpointSettings> endpoint) {

  /** A recent cluster, nothing overcommitted, nothing served to containers. */
  public static final PodSettings DEFAULT = new PodSettings(true, 100);

  /** The settings of a cluster whose containers are served nothing. */
  public PodSettings(boolean containersMayStayDown, int cpuRequestPercent) {
    this(containersMayStayDown, cpuRequestPercent, Optional.empty());
  }

  public PodSettings {
    if (cpuRequestPercent < 1 || cpuRequestPercent > 100) {
      throw new IllegalArgumentException(
          "the CPU request must be 1 to 100 percent, not " + cpuRequestPercent);
    }
  }
}
