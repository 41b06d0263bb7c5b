package dev.kubeecs.gateway.sessionmanager;

import java.io.OutputStream;
import java.util.function.Consumer;

/** What a session runs: a command with a terminal, far away. */
public interface Command {

  /**
   * Starts it. Blocks until it runs.
   *
   * @param output takes what the command says; blocks while the client is slower
   * @param ended called once when the command is over, after all of its output; what went wrong, or
   *     an empty text
   * @throws RuntimeException if it cannot be started; the message is for the client
   */
  Running start(OutputStream output, Consumer<String> ended);

  /** A command that runs. */
  interface Running extends AutoCloseable {

    /** Types bytes into its terminal. May block while it does not read. */
    void type(byte[] bytes);

    /** Changes the size of its terminal, in characters. */
    void resize(int columns, int rows);

    /** Hangs up: ends the command, if it still runs. May block for some seconds. */
    @Override
    void close();
  }
}
