package dev.kubeecs.gateway.sessionmanager;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Between a session, which never blocks, and its command, which does. What waits is bounded in both
 * directions: input by {@link #hasRoom}, output by the messages that the client has not
 * acknowledged.
 */
final class CommandPump {

  /** Messages to the client that may be under way. */
  static final int WINDOW = 64;

  /** Bytes of a message to the client; as much as a terminal says at once, and more. */
  static final int LARGEST_OUTPUT = 8 * 1024;

  /** Bytes from the client that may wait. */
  private static final int MOST_INPUT = 256 * 1024;

  private final Command command;
  private final Consumer<byte[]> output;
  private final Consumer<String> ended;
  private final Semaphore window = new Semaphore(WINDOW);
  private final BlockingQueue<Action.ToCommand> input = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean over;
  private volatile Thread typist;

  /**
   * A pump of a command that is not started yet.
   *
   * @param output is handed what the command says, by any thread
   * @param ended is told that the command is over and what went wrong, by any thread
   */
  CommandPump(Command command, Consumer<byte[]> output, Consumer<String> ended) {
    this.command = command;
    this.output = output;
    this.ended = ended;
  }

  /** Starts the command on a thread of the executor's, which it keeps until it is hung up. */
  void start(Executor threads) {
    threads.execute(this::run);
  }

  /** Whether that many more bytes of input may wait. */
  boolean hasRoom(int bytes) {
    return waiting.get() + bytes <= MOST_INPUT;
  }

  void type(Action.Input typed) {
    waiting.addAndGet(typed.bytes().length);
    input.add(typed);
  }

  void resize(Action.Resize resized) {
    input.add(resized);
  }

  /** The client has one more message: another may follow. */
  void consumed() {
    window.release();
  }

  /** Ends the command and everything that waits for it. */
  void hangUp() {
    over = true;
    input.clear();
    input.add(new Action.HangUp());
    window.release(WINDOW);
    Thread blocked = typist;
    if (blocked != null) {
      blocked.interrupt();
    }
  }

  private void run() {
    if (over) {
      return;
    }
    try (Command.Running started = command.start(new Output(), ended)) {
      // From here on: a start that is interrupted could leave a command that nobody ends.
      typist = Thread.currentThread();
      typeUntilOver(started);
      typist = null;
      // Ending a command may wait, now that nothing else waits.
      Thread.interrupted();
    } catch (RuntimeException e) {
      ended.accept(e.getMessage());
    }
  }

  private void typeUntilOver(Command.Running started) {
    try {
      while (!over) {
        pass(started, input.take());
      }
    } catch (InterruptedException e) {
      // It is over.
    }
  }

  private void pass(Command.Running started, Action.ToCommand next) {
    switch (next) {
      case Action.Input typed -> {
        started.type(typed.bytes());
        waiting.addAndGet(-typed.bytes().length);
      }
      case Action.Resize size -> started.resize(size.columns(), size.rows());
      case Action.HangUp hangUp -> {}
    }
  }

  /** What the command says, in messages. Whoever writes waits for the client. */
  private final class Output extends OutputStream {

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int from = offset; from < offset + length; from += LARGEST_OUTPUT) {
        window.acquireUninterruptibly();
        if (over) {
          // Nobody is there to hear it; the next in line must not wait either.
          window.release();
          return;
        }
        output.accept(
            Arrays.copyOfRange(bytes, from, Math.min(offset + length, from + LARGEST_OUTPUT)));
      }
    }
  }
}
