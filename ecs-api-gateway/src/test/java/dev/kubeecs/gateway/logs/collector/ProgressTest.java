package dev.kubeecs.gateway.logs.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.logs.store.LogStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a container goes with its task. */
class ProgressTest {

  @TempDir private Path folder;

  @Test
  void ofTasksThatAreGoneThereIsNoFile() {
    try (LogStore store = LogStore.open(folder)) {
      Progress progress = new Progress(store);
      LogSource.Id kept = new LogSource.Id("account", "kept", "app");
      LogSource.Id gone = new LogSource.Id("account", "gone", "app");
      LogSource.Id deleted = new LogSource.Id("account", "deleted", "app");
      for (LogSource.Id each : new LogSource.Id[] {kept, gone, deleted}) {
        progress.begun(each);
        progress.complete(each);
      }

      progress.forget("account", "deleted");
      progress.keep((namespace, task) -> task.equals("kept"));

      assertThat(progress.hasBegun(kept)).isTrue();
      assertThat(progress.isComplete(kept)).isTrue();
      assertThat(folder.resolve("collected/account/kept")).isDirectory();
      assertThat(folder.resolve("collected/account").toFile().list()).containsExactly("kept");
    }
  }
}
