package dev.kubeecs.gateway.sessionmanager;

/** Bytes that are no message of the data channel. */
final class MalformedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedMessageException(String message) {
    super(message);
  }
}
