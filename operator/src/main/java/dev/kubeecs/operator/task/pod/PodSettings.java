package dev.kubeecs.operator.task.pod;

/**
 * What the cluster can do and the operator was told, as far as Pods depend on it.
 *
 * @param containersMayStayDown whether the API server takes a restart policy for each container, so
 *     that a container of a Deployment that has exited stays down; on by default from Kubernetes
 *     1.35
 * @param cpuRequestPercent how much of the CPU of a task is reserved on its Node; less than 100
 *     overcommits
 */
public record PodSettings(boolean containersMayStayDown, int cpuRequestPercent) {

  /** A recent cluster, nothing overcommitted. */
  public static final PodSettings DEFAULT = new PodSettings(true, 100);

  public PodSettings {
    if (cpuRequestPercent < 1 || cpuRequestPercent > 100) {
      throw new IllegalArgumentException(
          "the CPU request must be 1 to 100 percent, not " + cpuRequestPercent);
    }
  }
}
