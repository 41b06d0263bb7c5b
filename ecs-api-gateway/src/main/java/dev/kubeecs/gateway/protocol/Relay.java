package dev.kubeecs.gateway.protocol;

import java.util.Optional;

/** Lets another gateway answer a call that only it can answer. */
@FunctionalInterface
public interface Relay {

  /** Every call is answered here. */
  Relay NOWHERE = (http, operation) -> Optional.empty();

  /**
   * The other gateway's answer, or empty if the call is for this one. The call is passed on as it
   * came, with its signature, so the other gateway checks it as its own.
   *
   * @throws AwsException if the other gateway does not answer
   */
  Optional<Relayed> relay(HttpCall http, BoundOperation operation);

  /**
   * What the other gateway has answered.
   *
   * @param status the HTTP status
   * @param body the JSON; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Relayed(int status, byte[] body) {}
}
