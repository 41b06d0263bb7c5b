package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors about daemons. */
final class DaemonErrors {

  private DaemonErrors() {}

  static AwsException notFound() {
    return new AwsException("DaemonNotFoundException", "Daemon not found.");
  }

  static AwsException notActive() {
    return new AwsException("DaemonNotActiveException", "Daemon is not ACTIVE.");
  }

  static AwsException exists() {
    return invalidParameter("Creation of daemon was not idempotent.");
  }

  static AwsException unknownDefinition() {
    return client("Unable to describe daemon task definition.");
  }

  static AwsException inactiveDefinition() {
    return client("Daemon task definition is not ACTIVE.");
  }
}
