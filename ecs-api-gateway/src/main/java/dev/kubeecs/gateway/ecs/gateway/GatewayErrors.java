package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors about gateways; the model names them, the words are ours. */
final class GatewayErrors {

  private GatewayErrors() {}

  static AwsException notFound(String name) {
    return new AwsException(
        "GatewayNotFoundException", "The gateway %s was not found.".formatted(name));
  }

  static AwsException noRoute(String arn) {
    return new AwsException(
        "ResourceNotFoundException", "The gateway route %s was not found.".formatted(arn));
  }

  static AwsException notAssociated(String gateway, String cluster) {
    return new AwsException(
        "ResourceNotFoundException",
        "The gateway %s is not associated with the cluster %s.".formatted(gateway, cluster));
  }

  static AwsException exists(String name) {
    return invalidParameter("name: there is a gateway %s already.", name);
  }

  static AwsException isProtected(String name) {
    return client(
        "The gateway %s is protected from deletion: update it with deletionProtection false first.",
        name);
  }

  static AwsException associated(String name, String cluster) {
    return client(
        "The gateway %s is associated with the cluster %s: disassociate it first.", name, cluster);
  }

  static AwsException tooMany(String cluster, int most) {
    return client("The cluster %s is associated with %d gateways already.", cluster, most);
  }
}
