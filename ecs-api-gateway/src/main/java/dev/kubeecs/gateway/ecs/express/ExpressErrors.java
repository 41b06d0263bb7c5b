package dev.kubeecs.gateway.ecs.express;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors about Express services. */
final class ExpressErrors {

  private ExpressErrors() {}

  static AwsException notFound() {
    return new AwsException("ServiceNotFoundException", "Service not found.");
  }

  /** The model lists this error, and not the other one, for DescribeExpressGatewayService. */
  static AwsException nothingToDescribe(String arn) {
    return new AwsException(
        "ResourceNotFoundException", "The Express service %s was not found.".formatted(arn));
  }

  static AwsException notActive() {
    return new AwsException("ServiceNotActiveException", "Service was not ACTIVE.");
  }

  static AwsException ofAnotherKind(String arn) {
    return invalidParameter("serviceArn: %s is not an Express service.", arn);
  }
}
