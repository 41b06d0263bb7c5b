package dev.kubeecs.gateway.logs;

import dev.kubeecs.gateway.protocol.AwsException;

/** The errors of CloudWatch Logs. */
public final class LogErrors {

  /** Also why a task without its group does not start. */
  public static final String NO_GROUP = "The specified log group does not exist.";

  private LogErrors() {}

  static AwsException invalid(String message, Object... arguments) {
    return new AwsException("InvalidParameterException", message.formatted(arguments));
  }

  static AwsException noGroup() {
    return new AwsException("ResourceNotFoundException", NO_GROUP);
  }

  static AwsException noStream() {
    return new AwsException(
        "ResourceNotFoundException", "The specified log stream does not exist.");
  }

  static AwsException groupExists() {
    return new AwsException(
        "ResourceAlreadyExistsException", "The specified log group already exists");
  }

  static AwsException streamExists() {
    return new AwsException(
        "ResourceAlreadyExistsException", "The specified log stream already exists");
  }

  static AwsException invalidToken() {
    return invalid("The specified nextToken is invalid.");
  }

  /** Nobody holds the store now; clients try again by themselves. */
  static AwsException unavailable(String reason) {
    return new AwsException("ServiceUnavailableException", reason, 503);
  }
}
