package dev.kubeecs.gateway.logs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.naming.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted is off the disk. */
class LogStoreTest {

  @TempDir private Path folder;

  @Test
  void streamsAndGroupsThatAreDeletedLeaveNoFile() throws IOException {
    try (LogStore store = LogStore.open(folder)) {
      LogGroup group =
          store
              .create(Account.DEFAULT, new LogGroup.Description("g", 0, null, Map.of()))
              .orElseThrow();
      for (String stream : List.of("first", "second")) {
        group.createStream(stream, 0).orElseThrow().append(List.of(LogEvent.of(1, 1, stream)));
      }
      assertThat(texts()).anyMatch(t -> t.contains("first")).anyMatch(t -> t.contains("second"));

      assertThat(group.deleteStream("first")).isTrue();
      assertThat(texts()).noneMatch(t -> t.contains("first")).anyMatch(t -> t.contains("second"));

      assertThat(store.delete(Account.DEFAULT, "g")).isTrue();
      assertThat(texts()).containsExactly("");
    }
  }

  /** The content of every file; that of the lock is empty. */
  private List<String> texts() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(LogStoreTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
