package dev.kubeecs.gateway.protocol;

import dev.kubeecs.model.Operation;
import dev.kubeecs.resources.naming.Account;

/**
 * What a handler knows about a call beyond the request.
 *
 * @param requestId the id in the answer and in every log line
 * @param operation the operation called
 * @param caller who calls
 * @param namespace where the resources of the caller's account are
 * @param endpoint the URL by which the caller has reached us
 */
public record Call(
    String requestId, Operation operation, Identity caller, String namespace, String endpoint) {

  /** The account and region that the caller acts in. */
  public Account account() {
    return caller.account();
  }
}
