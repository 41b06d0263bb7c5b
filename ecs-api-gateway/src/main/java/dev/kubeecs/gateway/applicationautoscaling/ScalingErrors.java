package dev.kubeecs.gateway.applicationautoscaling;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors in the words of Application Auto Scaling. */
final class ScalingErrors {

  private static final String WHERE =
      " for service namespace: ecs, resource ID: %s, scalable dimension: ecs:service:DesiredCount";

  private ScalingErrors() {}

  static AwsException invalid(String message, Object... arguments) {
    return new AwsException("ValidationException", message.formatted(arguments));
  }

  static AwsException noTarget(String resourceId) {
    return notFound("No scalable target registered" + WHERE, resourceId);
  }

  static AwsException noPolicy(String resourceId, String policyName) {
    return notFound(
        "No scaling policy found" + WHERE + ", policy name: %s", resourceId, policyName);
  }

  static AwsException noAction(String resourceId, String actionName) {
    return notFound(
        "No scheduled action found" + WHERE + ", scheduled action name: %s",
        resourceId,
        actionName);
  }

  static AwsException noResource(String arn) {
    return new AwsException("ResourceNotFoundException", "There is no resource " + arn);
  }

  static AwsException limit(int most, String what) {
    return new AwsException(
        "LimitExceededException",
        "A scalable target can have at most %d %s.".formatted(most, what));
  }

  private static AwsException notFound(String message, Object... arguments) {
    return new AwsException("ObjectNotFoundException", message.formatted(arguments));
  }
}
