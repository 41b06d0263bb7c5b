package dev.kubeecs.resources.autoscaling;

import dev.kubeecs.resources.naming.Account;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** How scalable targets, and what belongs to them, are called. */
public final class ScalableTargets {

  /** The form of a resourceId of a service. */
  public static final String RESOURCE_ID = "^service/[a-zA-Z0-9_-]+/[a-zA-Z0-9_-]+$";

  private ScalableTargets() {}

  /** The resourceId of a service. */
  public static String resourceId(String cluster, String service) {
    return "service/" + cluster + "/" + service;
  }

  /** The ECS name of the cluster in a resourceId. */
  public static String cluster(String resourceId) {
    return resourceId.split("/")[1];
  }

  /** The ECS name of the service in a resourceId. */
  public static String service(String resourceId) {
    return resourceId.split("/")[2];
  }

  /** ARN of a scalable target. */
  public static String arn(Account account, ScalableTarget target) {
    return "arn:aws:application-autoscaling:%s:%s:scalable-target/%s"
        .formatted(account.region(), account.id(), target.getMetadata().getUid());
  }

  /** ARN of a policy. */
  public static String policyArn(Account account, ScalableTarget target, String policyName) {
    return arn(account, "scalingPolicy", target, "policyName", policyName);
  }

  /** ARN of a scheduled action. */
  public static String scheduledActionArn(
      Account account, ScalableTarget target, String actionName) {
    return arn(account, "scheduledAction", target, "scheduledActionName", actionName);
  }

  /** The alarm of a policy that scales out. */
  public static String alarmHigh(ScalableTarget target, String policyName) {
    return alarm(target, policyName, "AlarmHigh");
  }

  /** The alarm of a policy that scales in. */
  public static String alarmLow(ScalableTarget target, String policyName) {
    return alarm(target, policyName, "AlarmLow");
  }

  /** ARN of an alarm. */
  public static String alarmArn(Account account, String alarm) {
    return "arn:aws:cloudwatch:%s:%s:alarm:%s".formatted(account.region(), account.id(), alarm);
  }

  private static String alarm(ScalableTarget target, String policyName, String which) {
    return "TargetTracking-%s-%s-%s"
        .formatted(target.getSpec().resourceId(), which, id(target, which + policyName));
  }

  private static String arn(
      Account account, String type, ScalableTarget target, String word, String name) {
    return "arn:aws:autoscaling:%s:%s:%s:%s:resource/ecs/%s:%s/%s"
        .formatted(
            account.region(),
            account.id(),
            type,
            id(target, type + name),
            target.getSpec().resourceId(),
            word,
            name);
  }

  /** The same id for the same thing of the same target. */
  private static UUID id(ScalableTarget target, String what) {
    return UUID.nameUUIDFromBytes(
        (target.getMetadata().getUid() + "/" + what).getBytes(StandardCharsets.UTF_8));
  }
}
