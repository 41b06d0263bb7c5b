package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.gateway.protocol.AwsException;

/** A service has one deployment at a time. */
final class DeploymentLimit {

  /** The code of the error. */
  static final String CODE = "DeploymentLimitExceededException";

  private DeploymentLimit() {}

  static AwsException reached(Deployment active) {
    return new AwsException(
        CODE,
        "The Deployment Group '%s' already has an active Deployment '%s'"
            .formatted(active.asked().deploymentGroupName(), active.asked().deploymentId()));
  }
}
