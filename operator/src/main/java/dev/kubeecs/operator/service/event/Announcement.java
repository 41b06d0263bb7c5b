package dev.kubeecs.operator.service.event;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that ECS says about a service. Source of the words: the ECS developer guide, service
 * event messages, and DescribeServices of real services.
 */
public sealed interface Announcement {

  /** Tasks were started. */
  record Started(List<String> taskIds) implements Announcement {}

  /** The service stopped running tasks. */
  record Stopped(List<String> taskIds) implements Announcement {}

  /** Tasks were registered in a target group. */
  record Registered(int count, String targetGroupArn) implements Announcement {}

  /** Tasks were taken out of a target group, and drain. */
  record Deregistered(int count, String targetGroupArn) implements Announcement {}

  /** A target group finds a task unhealthy. */
  record Unhealthy(String taskId, int port, String targetGroupArn, String reason)
      implements Announcement {}

  /** A rollout is done. */
  record DeploymentCompleted(String deploymentId) implements Announcement {}

  /** A rollout failed; what was found, as a sentence. */
  record DeploymentFailed(String deploymentId, String finding) implements Announcement {}

  /** The health check of an essential container failed too often. */
  record FailedHealthChecks(String taskId) implements Announcement {}

  /** A rollout failed or was stopped, and an earlier deployment takes its place again. */
  record RollingBack(String deploymentId) implements Announcement {}

  /** Auto scaling has done something. */
  record AutoScaled(String message, String cause) implements Announcement {}

  /** All is as desired. */
  record SteadyState() implements Announcement {}

  /** Tasks do not reach RUNNING; starts are held back. */
  record StartImpaired() implements Announcement {}

  /** No Node fits. */
  record PlacementFailed() implements Announcement {}

  /** The limits of the deployment leave no room. */
  record DeploymentBlocked() implements Announcement {}

  /** The message as DescribeServices shows it. */
  default String message(String serviceName) {
    String service = "(service " + serviceName + ") ";
    return switch (this) {
      case Started started -> service + "has started " + tasks(started.taskIds(), "tasks");
      case Stopped stopped -> service + "has stopped " + tasks(stopped.taskIds(), "running tasks");
      case Registered registered ->
          "%sregistered %d targets in (target-group %s)"
              .formatted(service, registered.count(), registered.targetGroupArn());
      case Deregistered gone ->
          "%sderegistered %d targets in (target-group %s)"
              .formatted(service, gone.count(), gone.targetGroupArn());
      case Unhealthy unhealthy ->
          "%s(task %s) (port %d) is unhealthy in (target-group %s) due to (reason %s)."
              .formatted(
                  service,
                  unhealthy.taskId(),
                  unhealthy.port(),
                  unhealthy.targetGroupArn(),
                  unhealthy.reason());
      case DeploymentCompleted completed ->
          service + "(deployment ecs-svc/" + completed.deploymentId() + ") deployment completed.";
      case DeploymentFailed failed ->
          "%s(deployment ecs-svc/%s) deployment failed: %s"
              .formatted(service, failed.deploymentId(), failed.finding());
      case FailedHealthChecks failed ->
          service + "(task " + failed.taskId() + ") failed container health checks.";
      case RollingBack back ->
          service + "rolling back to deployment ecs-svc/" + back.deploymentId() + ".";
      case AutoScaled scaled -> "Message: " + scaled.message() + " Cause: " + scaled.cause();
      case SteadyState ignored -> service + "has reached a steady state.";
      case StartImpaired ignored -> service + "is unable to consistently start tasks successfully.";
      case PlacementFailed ignored ->
          service
              + "was unable to place a task because no container instance met all of its"
              + " requirements.";
      case DeploymentBlocked ignored ->
          service
              + "was unable to stop or start tasks during a deployment because of the service"
              + " deployment configuration. Update the minimumHealthyPercent or maximumPercent"
              + " value and try again.";
    };
  }

  private static String tasks(List<String> ids, String what) {
    return ids.size()
        + " "
        + what
        + ": "
        + ids.stream().map(id -> "(task " + id + ")").collect(Collectors.joining(" "))
        + ".";
  }
}
