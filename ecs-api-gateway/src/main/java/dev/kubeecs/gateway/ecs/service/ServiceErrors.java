package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors about services, in AWS's words. */
final class ServiceErrors {

  private ServiceErrors() {}

  static AwsException notFound() {
    return new AwsException("ServiceNotFoundException", "Service not found.");
  }

  static AwsException noNamespace(String reference) {
    return new AwsException(
        "NamespaceNotFoundException",
        "The specified namespace %s wasn't found.".formatted(reference));
  }

  static AwsException notActive() {
    return new AwsException("ServiceNotActiveException", "Service was not ACTIVE.");
  }

  static AwsException exists() {
    return invalidParameter("Creation of service was not idempotent.");
  }

  static AwsException draining() {
    return invalidParameter("Unable to Start a service that is still Draining.");
  }

  static AwsException scaledAboveZero() {
    return invalidParameter("The service cannot be stopped while it is scaled above 0.");
  }
}
