package dev.kubeecs.gateway.ecs;

import dev.kubeecs.gateway.protocol.AwsException;

/** The two errors of ECS that every operation may answer; the others live with their concepts. */
public final class EcsErrors {

  private EcsErrors() {}

  /** A member of the request does not fit: to itself, to another, or to what it names. */
  public static AwsException invalidParameter(String message, Object... arguments) {
    return new AwsException("InvalidParameterException", message.formatted(arguments));
  }

  /** What ECS calls the client's fault in general, mostly about task definitions. */
  public static AwsException client(String message, Object... arguments) {
    return new AwsException("ClientException", message.formatted(arguments));
  }
}
