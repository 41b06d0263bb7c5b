package dev.kubeecs.gateway.servicediscovery;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors in Cloud Map's words. */
final class CloudMapErrors {

  private CloudMapErrors() {}

  static AwsException invalid(String message, Object... arguments) {
    return new AwsException("InvalidInput", message.formatted(arguments));
  }

  static AwsException noNamespace(String reference) {
    return new AwsException("NamespaceNotFound", "Could not find namespace: " + reference);
  }

  static AwsException namespaceExists(String name) {
    return new AwsException(
        "NamespaceAlreadyExists", "A namespace with the name " + name + " already exists.");
  }

  static AwsException noService(String reference) {
    return new AwsException("ServiceNotFound", "Could not find service: " + reference);
  }

  static AwsException serviceExists(String name) {
    return new AwsException(
        "ServiceAlreadyExists", "A service with the name " + name + " already exists.");
  }

  static AwsException noInstance(String id) {
    return new AwsException("InstanceNotFound", "Could not find instance: " + id);
  }

  static AwsException noOperation(String id) {
    return new AwsException("OperationNotFound", "Could not find operation: " + id);
  }

  static AwsException noResource(String arn) {
    return new AwsException("ResourceNotFoundException", "Could not find resource: " + arn);
  }

  static AwsException inUse(String what, String by) {
    return new AwsException(
        "ResourceInUse", "%s cannot be deleted: it has %s.".formatted(what, by));
  }
}
