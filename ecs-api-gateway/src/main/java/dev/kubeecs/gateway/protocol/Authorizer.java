package dev.kubeecs.gateway.protocol;

/** Decides whether a caller may do what it asks. */
@FunctionalInterface
public interface Authorizer {

  /**
   * Returns if the caller may.
   *
   * @throws AwsException {@code AccessDeniedException} if it may not
   */
  void authorize(BoundOperation operation, Identity caller, String namespace);
}
