package dev.kubeecs.operator.loadbalancing.target;

/** What one health check came to. */
public sealed interface Outcome {

  /** The target answered as it should. */
  record Passed() implements Outcome {}

  /** The target answered with another status. */
  record WrongStatus(int status) implements Outcome {}

  /** No answer came in time. */
  record TimedOut() implements Outcome {}

  /** No connection, or no answer that makes sense. */
  record Failed() implements Outcome {}
}
