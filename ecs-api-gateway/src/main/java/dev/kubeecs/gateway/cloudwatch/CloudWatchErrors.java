package dev.kubeecs.gateway.cloudwatch;

import dev.kubeecs.gateway.protocol.AwsException;
import java.net.HttpURLConnection;

/** Errors in the words of CloudWatch. */
final class CloudWatchErrors {

  private CloudWatchErrors() {}

  static AwsException invalid(String message) {
    return new AwsException("ValidationError", message);
  }

  static AwsException noAlarm(String name) {
    return new AwsException(
        "ResourceNotFound", "There is no alarm " + name, HttpURLConnection.HTTP_NOT_FOUND);
  }

  static AwsException noResource(String arn) {
    return new AwsException(
        "ResourceNotFoundException",
        "There is no alarm with the ARN " + arn,
        HttpURLConnection.HTTP_NOT_FOUND);
  }
}
