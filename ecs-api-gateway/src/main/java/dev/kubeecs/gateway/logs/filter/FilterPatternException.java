package dev.kubeecs.gateway.logs.filter;

/** A pattern that is none, or that is not supported; the message tells which part. */
public final class FilterPatternException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FilterPatternException(String message) {
    super(message, null, false, false);
  }
}
