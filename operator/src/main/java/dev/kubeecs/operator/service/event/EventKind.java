package dev.kubeecs.operator.service.event;

import java.util.Arrays;

/** The kinds of service events, known by their words. */
public enum EventKind {
  AUTO_SCALED("Message: ", "AutoScaled", false),
  TASKS_STARTED("has started", "TasksStarted", false),
  TARGETS_DEREGISTERED(" deregistered ", "TargetsDeregistered", false),
  TARGETS_REGISTERED(" registered ", "TargetsRegistered", false),
  TARGET_UNHEALTHY(" is unhealthy in ", "TargetUnhealthy", true),
  TASKS_STOPPED("has stopped", "TasksStopped", false),
  DEPLOYMENT_COMPLETED("deployment completed", "DeploymentCompleted", false),
  DEPLOYMENT_FAILED("deployment failed: ", "DeploymentFailed", true),
  TASK_UNHEALTHY("failed container health checks", "TaskUnhealthy", true),
  ROLLING_BACK("rolling back to deployment", "RollingBack", true),
  STEADY_STATE("has reached a steady state", "SteadyState", false),
  START_IMPAIRED("unable to consistently start", "TaskStartImpaired", true),
  PLACEMENT_FAILED("was unable to place", "TaskPlacementFailed", true),
  DEPLOYMENT_BLOCKED("was unable to stop or start", "DeploymentBlocked", true);

  private final String words;
  private final String reason;
  private final boolean warning;

  EventKind(String words, String reason, boolean warning) {
    this.words = words;
    this.reason = reason;
    this.warning = warning;
  }

  /** The kind of a message that {@link Announcement} made. */
  public static EventKind of(String message) {
    return Arrays.stream(values())
        .filter(kind -> message.contains(kind.words))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no service event: " + message));
  }

  /** The reason of the Kubernetes Event. */
  public String reason() {
    return reason;
  }

  /** Whether it tells of a trouble. */
  public boolean isWarning() {
    return warning;
  }
}
