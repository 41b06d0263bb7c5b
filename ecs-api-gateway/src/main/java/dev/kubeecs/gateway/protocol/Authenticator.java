package dev.kubeecs.gateway.protocol;

/** Tells who signed a call. */
@FunctionalInterface
public interface Authenticator {

  /**
   * The caller.
   *
   * @throws AwsException if the signature is missing, malformed, wrong or expired
   */
  Identity authenticate(HttpCall call, Service service);
}
