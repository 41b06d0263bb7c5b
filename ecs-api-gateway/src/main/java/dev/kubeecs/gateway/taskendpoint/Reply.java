package dev.kubeecs.gateway.taskendpoint;

/**
 * What a container is answered.
 *
 * @param status the HTTP status
 * @param body what is written as JSON
 */
record Reply(int status, Object body) {

  static Reply ok(Object body) {
    return new Reply(200, body);
  }

  /** Plain words, as the agent answers what it does not know. */
  static Reply notFound(String message) {
    return new Reply(404, message);
  }
}
