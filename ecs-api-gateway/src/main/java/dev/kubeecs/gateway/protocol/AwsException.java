package dev.kubeecs.gateway.protocol;

/** An answer that is an AWS error: a code that clients switch on and a message for humans. */
public final class AwsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;

  /** An error that is the caller's, answered as HTTP 400. */
  public AwsException(String code, String message) {
    this(code, message, 400);
  }

  /**
   * An error with a status of its own.
   *
   * @param code the error shape's name, such as {@code ClusterNotFoundException}
   * @param message what is wrong and where, for humans
   * @param status the HTTP status
   */
  public AwsException(String code, String message, int status) {
    // No stack trace: this is an answer, and bad input must stay cheap.
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  /** The error shape's name. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
