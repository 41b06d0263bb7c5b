package dev.kubeecs.gateway.sessionmanager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a command of its own instead of a container's. */
@Timeout(30)
class CommandPumpTest {

  private final BlockingQueue<byte[]> shown = new LinkedBlockingQueue<>();
  private final List<String> farewells = new CopyOnWriteArrayList<>();
  private final Echo echo = new Echo();
  private final CommandPump pump = new CommandPump(echo, shown::add, farewells::add);

  @Test
  void whatIsTypedAndResizedReachesTheCommandInOrder() throws InterruptedException {
    pump.start(Thread::startVirtualThread);
    pump.resize(new Action.Resize(80, 24));
    pump.type(new Action.Input("ls".getBytes(UTF_8)));
    assertThat(next()).isEqualTo("80x24");
    assertThat(next()).isEqualTo("ls");
  }

  @Test
  void aCommandThatSaysMuchWaitsForTheClient() throws InterruptedException {
    pump.start(Thread::startVirtualThread);
    echo.started.await();
    Thread speaker =
        Thread.startVirtualThread(
            () -> echo.say("x".repeat((CommandPump.WINDOW + 1) * CommandPump.LARGEST_OUTPUT)));
    await("as much as may be under way").until(() -> shown.size() == CommandPump.WINDOW);
    await("the command waits").until(() -> speaker.getState() == Thread.State.WAITING);
    assertThat(shown).hasSize(CommandPump.WINDOW).allMatch(b -> b.length == 8 * 1024);
    pump.consumed();
    speaker.join();
    assertThat(shown).hasSize(CommandPump.WINDOW + 1);
  }

  @Test
  void nobodyWaitsForAClientThatHasGone() throws InterruptedException {
    pump.start(Thread::startVirtualThread);
    echo.started.await();
    Thread speaker =
        Thread.startVirtualThread(() -> echo.say("x".repeat(1000 * CommandPump.LARGEST_OUTPUT)));
    await("the command waits").until(() -> shown.size() == CommandPump.WINDOW);
    pump.hangUp();
    speaker.join();
    echo.closed.await();
  }

  @Test
  void aCommandThatReadsNothingIsHungUp() throws InterruptedException {
    echo.deaf = true;
    pump.start(Thread::startVirtualThread);
    pump.type(new Action.Input("hello".getBytes(UTF_8)));
    echo.stuck.await();
    pump.hangUp();
    echo.closed.await();
  }

  @Test
  void inputHasRoomUntilItIsTooMuch() {
    byte[] half = new byte[128 * 1024];
    assertThat(pump.hasRoom(half.length)).isTrue();
    pump.type(new Action.Input(half));
    assertThat(pump.hasRoom(half.length)).isTrue();
    pump.type(new Action.Input(half));
    assertThat(pump.hasRoom(1)).isFalse();
  }

  @Test
  void aCommandThatCannotStartIsOver() {
    CommandPump broken =
        new CommandPump(
            (output, ended) -> {
              throw new IllegalStateException("no such container");
            },
            shown::add,
            farewells::add);
    broken.start(Thread::startVirtualThread);
    await("its end")
        .untilAsserted(() -> assertThat(farewells).containsExactly("no such container"));
  }

  @Test
  void aSessionThatIsOverStartsNothing() throws InterruptedException {
    pump.hangUp();
    pump.start(Runnable::run);
    assertThat(echo.started.getCount()).isEqualTo(1);
  }

  private String next() throws InterruptedException {
    return new String(shown.take(), UTF_8);
  }

  /** Says what is typed. */
  private static final class Echo implements Command {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean deaf;
    private volatile OutputStream output;

    @Override
    public Running start(OutputStream terminal, Consumer<String> ended) {
      output = terminal;
      started.countDown();
      return new Running() {
        @Override
        public void type(byte[] bytes) {
          if (deaf) {
            stuck.countDown();
            awaitInterrupt();
          } else {
            say(new String(bytes, UTF_8));
          }
        }

        @Override
        public void resize(int columns, int rows) {
          say(columns + "x" + rows);
        }

        @Override
        public void close() {
          closed.countDown();
        }
      };
    }

    private void say(String text) {
      try {
        output.write(text.getBytes(UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void awaitInterrupt() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
