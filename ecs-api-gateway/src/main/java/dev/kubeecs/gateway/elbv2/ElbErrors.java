package dev.kubeecs.gateway.elbv2;

import dev.kubeecs.gateway.protocol.AwsException;
import java.util.List;
import java.util.Optional;

/** Errors in ELB's words. */
public final class ElbErrors {

  private ElbErrors() {}

  /** A rule that the model does not tell is broken. */
  public static AwsException invalid(String message, Object... arguments) {
    return new AwsException("ValidationError", message.formatted(arguments));
  }

  static AwsException loadBalancerNotFound() {
    return new AwsException("LoadBalancerNotFound", "One or more load balancers not found");
  }

  static AwsException listenerNotFound() {
    return new AwsException("ListenerNotFound", "One or more listeners not found");
  }

  static AwsException ruleNotFound() {
    return new AwsException("RuleNotFound", "One or more rules not found");
  }

  /** No target group has that name or ARN. */
  public static AwsException targetGroupNotFound() {
    return new AwsException("TargetGroupNotFound", "One or more target groups not found");
  }

  static AwsException duplicateLoadBalancer(String name) {
    return new AwsException(
        "DuplicateLoadBalancerName",
        "A load balancer with the same name '" + name + "' exists, but with different settings");
  }

  static AwsException duplicateTargetGroup(String name) {
    return new AwsException(
        "DuplicateTargetGroupName",
        "A target group with the same name '" + name + "' exists, but with different settings");
  }

  static AwsException duplicateListener(String loadBalancerArn) {
    return new AwsException(
        "DuplicateListener",
        "A listener already exists on this port for this load balancer '" + loadBalancerArn + "'");
  }

  static AwsException priorityInUse(int priority) {
    return new AwsException("PriorityInUse", "Priority '" + priority + "' is currently in use");
  }

  static AwsException inUse(String targetGroupArn) {
    return new AwsException(
        "ResourceInUse",
        "Target group '" + targetGroupArn + "' is currently in use by a listener or a rule");
  }

  static AwsException protectedFromDeletion(String loadBalancerArn) {
    return new AwsException(
        "OperationNotPermitted",
        "Load balancer '"
            + loadBalancerArn
            + "' cannot be deleted because deletion protection is enabled");
  }

  /** Refuses what is against a rule of ELB. */
  static void requireKept(Optional<String> violation) {
    violation.ifPresent(
        message -> {
          throw new AwsException("ValidationError", message);
        });
  }

  /** Refuses what kube-ecs cannot honour. */
  static void requireHonoured(List<String> unsupported) {
    if (!unsupported.isEmpty()) {
      throw new AwsException(
          "OperationNotPermitted",
          "kube-ecs cannot honour this: " + String.join(", ", unsupported) + ".");
    }
  }
}
