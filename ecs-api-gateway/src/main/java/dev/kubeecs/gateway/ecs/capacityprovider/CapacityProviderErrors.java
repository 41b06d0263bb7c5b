package dev.kubeecs.gateway.ecs.capacityprovider;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors about capacity providers, in AWS's words where they are known. */
final class CapacityProviderErrors {

  private CapacityProviderErrors() {}

  static AwsException notFound(String name) {
    return invalidParameter(
        "The specified capacity provider '%s' was not found. Specify a valid name or ARN and try "
            + "again.",
        name);
  }

  static AwsException exists(String name) {
    return client(
        "The specified capacity provider '%s' already exists. To change the configuration of an "
            + "existing capacity provider, update the capacity provider.",
        name);
  }

  static AwsException deleting(String name) {
    return new AwsException(
        "UpdateInProgressException",
        "The specified capacity provider '%s' is in a DELETE_IN_PROGRESS state. Wait and try again."
            .formatted(name));
  }

  static AwsException predefined(String name) {
    return invalidParameter(
        "The capacity provider %s is reserved: it can be neither created, changed nor deleted.",
        name);
  }

  /** The model lists no error of its own for what DeleteCapacityProvider cannot do. */
  static AwsException inUse(String name, String cluster) {
    return client(
        "The capacity provider %s cannot be deleted because it is associated with cluster: %s. "
            + "Remove the capacity provider from the cluster and try again.",
        name, cluster);
  }
}
