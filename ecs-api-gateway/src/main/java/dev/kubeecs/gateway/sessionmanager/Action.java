package dev.kubeecs.gateway.sessionmanager;

/** What {@link DataChannel} wants done. */
sealed interface Action {

  /** Send a message to the client. */
  record Send(Message message) implements Action {}

  /** Start the command: the client is ready. */
  record Start() implements Action {}

  /** The client has one more message of output: another may follow. */
  record Consumed() implements Action {}

  /** Close the connection: all is said. */
  record Close() implements Action {}

  /** What is done to the command. */
  sealed interface ToCommand extends Action {}

  /** Give bytes to the command's terminal. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Input(byte[] bytes) implements ToCommand {}

  /** Change the size of the command's terminal, in characters. */
  record Resize(int columns, int rows) implements ToCommand {}

  /** End the command, if it still runs. */
  record HangUp() implements ToCommand {}
}
