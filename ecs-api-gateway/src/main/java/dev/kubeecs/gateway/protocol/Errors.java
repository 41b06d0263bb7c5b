package dev.kubeecs.gateway.protocol;

import dev.kubeecs.model.Operation;
import java.util.stream.Stream;

/** The errors that AWS services answer before an operation of theirs is reached. */
public final class Errors {

  private static final String UNSUPPORTED = "UnsupportedFeatureException";

  /** What Cloud Map calls it. */
  private static final String INVALID_INPUT = "InvalidInput";

  /** What CodeDeploy calls it. */
  private static final String INVALID_INPUT_EXCEPTION = "InvalidInputException";

  private Errors() {}

  /** The call names no operation of a service we know. */
  public static AwsException unknownOperation(String message) {
    return new AwsException("UnknownOperationException", message);
  }

  /** The body cannot be read as what the operation takes. */
  public static AwsException serialization(String message) {
    return new AwsException("SerializationException", message);
  }

  /** The body is larger than we read. */
  public static AwsException tooLarge(long limit) {
    return new AwsException(
        "RequestEntityTooLargeException",
        "The request body exceeds the limit of " + limit + " bytes.",
        413);
  }

  /** The request breaks a constraint of the model. */
  public static AwsException invalid(Operation operation, String message) {
    String code =
        Stream.of("InvalidParameterException", INVALID_INPUT, INVALID_INPUT_EXCEPTION)
            .filter(operation.errors()::contains)
            .findFirst()
            .orElse("ValidationException");
    return new AwsException(code, message);
  }

  /** The request asks for a page that there cannot be. */
  static AwsException invalidPage(Operation operation, String message) {
    return new AwsException(
        operation.errors().contains(INVALID_INPUT) ? INVALID_INPUT : "InvalidParameterException",
        message);
  }

  /** The request asks for what we do not offer (yet). */
  public static AwsException unsupported(Operation operation, String message) {
    String code =
        Stream.of(
                UNSUPPORTED,
                "ClientException",
                "InvalidParameterException",
                "ValidationException",
                INVALID_INPUT,
                INVALID_INPUT_EXCEPTION)
            .filter(operation.errors()::contains)
            .findFirst()
            .orElse("ClientException");
    return new AwsException(code, message);
  }

  /** The operation has no handler. */
  public static AwsException notBuilt(Operation operation) {
    return new AwsException(
        UNSUPPORTED, "The operation " + operation.name() + " is not supported by kube-ecs yet.");
  }

  /** We have only just started; clients try again by themselves. */
  public static AwsException starting() {
    return new AwsException(
        "ServiceUnavailableException", "kube-ecs is starting. Try again in a moment.", 503);
  }

  /** Something of ours broke; the log has the cause under the request id. */
  public static AwsException server() {
    return new AwsException(
        "ServerException", "The request could not be processed. Try again later.", 500);
  }
}
