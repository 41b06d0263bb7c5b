package dev.kubeecs.gateway.ecs.executecommand;

import io.fabric8.kubernetes.api.model.Status;

/** What a client is told when its command is over: nothing if nothing went wrong. */
final class Farewell {

  /** The stream broke before the command's end was told. */
  static final String CONNECTION_LOST = "The connection to the container was lost.";

  private Farewell() {}

  /**
   * How a command ended.
   *
   * @param code its exit code; negative if it never ran
   * @param status what Kubernetes says of it, may be null
   */
  static String of(int code, Status status) {
    if (code == 0) {
      return "";
    }
    if (code > 0) {
      return "Command exited with code %d.".formatted(code);
    }
    return "Unable to start command: "
        + (status == null || status.getMessage() == null ? "unknown error" : status.getMessage());
  }
}
