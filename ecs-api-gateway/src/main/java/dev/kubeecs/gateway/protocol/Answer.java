package dev.kubeecs.gateway.protocol;

import java.util.List;
import java.util.Optional;

/**
 * What a call is answered, and what logs and metrics tell about it.
 *
 * @param requestId the id of the call
 * @param status the HTTP status
 * @param code {@code OK} or the AWS error code
 * @param message the error's message, empty if it is none
 * @param contentType what the body is
 * @param body what to send; not to be changed
 * @param operation the operation, if the call named one
 * @param caller who called, if that was found out
 * @param unknownMembers paths of members in the request that the model does not know
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(
    String requestId,
    int status,
    String code,
    String message,
    String contentType,
    byte[] body,
    Optional<BoundOperation> operation,
    Optional<Identity> caller,
    List<String> unknownMembers) {

  /** Without the body, which may hold secrets. */
  @Override
  public String toString() {
    return status + " " + code + " " + message;
  }
}
