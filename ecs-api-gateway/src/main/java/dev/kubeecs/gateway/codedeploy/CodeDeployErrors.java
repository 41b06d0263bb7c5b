package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors in the words of CodeDeploy. */
final class CodeDeployErrors {

  private CodeDeployErrors() {}

  static AwsException noApplication(String name) {
    return new AwsException(
        "ApplicationDoesNotExistException", "No application found for name: " + name);
  }

  static AwsException noGroup(String name) {
    return new AwsException(
        "DeploymentGroupDoesNotExistException", "No Deployment Group found for name: " + name);
  }

  static AwsException noConfig(String name) {
    return new AwsException(
        "DeploymentConfigDoesNotExistException",
        "No Deployment Configuration found for name: " + name);
  }

  static AwsException noDeployment(String id) {
    return new AwsException(
        "DeploymentDoesNotExistException", "The deployment %s could not be found".formatted(id));
  }

  static AwsException invalidRevision(String message, Object... arguments) {
    return new AwsException("InvalidRevisionException", message.formatted(arguments));
  }

  static AwsException invalidService(String message, Object... arguments) {
    return new AwsException("InvalidECSServiceException", message.formatted(arguments));
  }

  static AwsException invalidPair(String message, Object... arguments) {
    return new AwsException("InvalidTargetGroupPairException", message.formatted(arguments));
  }

  static AwsException invalidLoadBalancer(String message, Object... arguments) {
    return new AwsException("InvalidLoadBalancerInfoException", message.formatted(arguments));
  }

  static AwsException invalidBlueGreen(String message, Object... arguments) {
    return new AwsException(
        "InvalidBlueGreenDeploymentConfigurationException", message.formatted(arguments));
  }
}
