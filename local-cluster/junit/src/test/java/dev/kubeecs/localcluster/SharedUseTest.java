package dev.kubeecs.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users are processes: file locks do not keep apart those of one process. */
class SharedUseTest {

  @TempDir Path folder;

  @Test
  void theLastUserStopsWhatTheFirstHasStarted() throws Exception {
    User first = new User();
    User second = new User();
    assertThat(running()).isTrue();

    first.leave();
    assertThat(running()).as("still in use").isTrue();

    second.leave();
    assertThat(running()).isFalse();
  }

  @Test
  void whatRanBeforeGoesOnRunning() throws Exception {
    Files.writeString(folder.resolve("running"), "");
    new User().leave();
    assertThat(running()).isTrue();
  }

  @Test
  void aUserWhoWasKilledCountsNoLonger() throws Exception {
    User killed = new User();
    User other = new User();
    killed.process.destroyForcibly().waitFor();

    other.leave();

    assertThat(running()).isFalse();
  }

  private boolean running() {
    return Files.exists(folder.resolve("running"));
  }

  /** A process that uses the thing until it is told to leave; the thing is a file, "running". */
  private final class User {
    private final Process process;

    User() throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      assertThat(output.readLine()).isEqualTo("using");
    }

    void leave() throws Exception {
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
    }
  }

  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
      Path running = Path.of(arguments[0], "running");
      Path mark = Path.of(arguments[0], "mark");
      SharedUse use =
          SharedUse.begin(
              Path.of(arguments[0], "users"),
              mark,
              () -> {
                boolean startsIt = !Files.exists(running);
                change(() -> Files.writeString(running, ""));
                return startsIt;
              });
      System.out.println("using");
      while (System.in.read() >= 0) {}
      use.end(
          () -> {
            change(() -> Files.delete(running));
            change(() -> Files.delete(mark));
          });
    }

    private static void change(FileOperation operation) {
      try {
        operation.run();
      } catch (IOException failed) {
        throw new java.io.UncheckedIOException(failed);
      }
    }

    private interface FileOperation {
      void run() throws IOException;
    }
  }
}
