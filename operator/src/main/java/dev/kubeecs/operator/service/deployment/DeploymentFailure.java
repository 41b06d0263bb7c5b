package dev.kubeecs.operator.service.deployment;

/**
 * What made a deployment fail, in ECS's words. Source: DescribeServices and
 * DescribeServiceDeployments of real services.
 */
public enum DeploymentFailure {
  /** The circuit breaker counted too many failures. */
  CIRCUIT_BREAKER(
      "ECS deployment circuit breaker: ",
      "tasks failed to start.",
      "because the circuit breaker threshold was exceeded."),

  /** An alarm went into ALARM. The event is of real services, the rest is ours after it. */
  ALARM("ECS deployment alarms: ", "alarm detected.", "because an alarm was detected."),

  /** A hook failed, timed out, or was told to roll back. The event is ECS's, the rest is ours. */
  LIFECYCLE_HOOK(
      "ECS deployment lifecycle hooks: ",
      "hook execution failure(s) detected.",
      "because of a hook execution failure.");

  private final String detector;
  private final String finding;
  private final String because;

  DeploymentFailure(String detector, String finding, String because) {
    this.detector = detector;
    this.finding = finding;
    this.because = because;
  }

  /** What was found, as the service's event tells it. */
  public String finding() {
    return finding;
  }

  /** {@code rolloutStateReason} of the deployment that failed. */
  public String rolloutStateReason() {
    return detector + finding;
  }

  /**
   * {@code rolloutStateReason} of the deployment that is gone back to, until it is completed again.
   *
   * @param deployment its id, such as {@code ecs-svc/1234567890123456789}
   */
  public String rollingBackTo(String deployment) {
    return detector + "rolling back to deploymentId " + deployment + ".";
  }

  /** {@code statusReason} of the service deployment that is undone. */
  public String rolledBack() {
    return "Service deployment rolled back " + because;
  }

  /** {@code statusReason} of the service deployment that ends without a rollback. */
  public String stopped() {
    return "Service deployment stopped " + because;
  }
}
