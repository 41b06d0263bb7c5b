package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How a call is written: where it names its operation, how request, answer and errors look. */
interface WireProtocol {

  /** The protocol of a call, by its Content-Type. */
  static WireProtocol of(HttpCall http) {
    return AwsQuery.isSpokenBy(http) ? AwsQuery.PROTOCOL : AwsJson.PROTOCOL;
  }

  /**
   * The operation that a call names.
   *
   * @throws AwsException if it names none that we know
   */
  BoundOperation operation(HttpCall http, Operations operations);

  /**
   * The request as a tree with the model's member names.
   *
   * @throws AwsException if it cannot be read at all
   */
  JsonNode parse(HttpCall http, BoundOperation operation);

  /** An answer. */
  byte[] write(BoundOperation operation, Object response, String requestId);

  /** An answer that is an error. */
  byte[] error(Optional<BoundOperation> operation, AwsException error, String requestId);

  /** The error as the protocol names it. */
  AwsException named(AwsException error);

  /** The Content-Type of answers. */
  String contentType();
}
