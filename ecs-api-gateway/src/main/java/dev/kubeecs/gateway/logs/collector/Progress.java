package dev.kubeecs.gateway.logs.collector;

import dev.kubeecs.gateway.logs.store.LogStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What is remembered of containers beyond their lines: that collecting has begun, so that a stream
 * that somebody deletes stays deleted, and that all is collected. Files without content: {@code
 * <namespace>/<task>/<container>.begun} and {@code .complete}.
 */
final class Progress {

  private static final String BEGUN = ".begun";
  private static final String COMPLETE = ".complete";

  private final Path folder;

  Progress(LogStore store) {
    this.folder = store.folder("collected");
  }

  boolean hasBegun(LogSource.Id id) {
    return Files.exists(file(id, BEGUN));
  }

  boolean isComplete(LogSource.Id id) {
    return Files.exists(file(id, COMPLETE));
  }

  void begun(LogSource.Id id) {
    make(file(id, BEGUN));
  }

  void complete(LogSource.Id id) {
    make(file(id, COMPLETE));
  }

  /** Forgets a task, which will not come back. */
  void forget(String namespace, String task) {
    delete(folder.resolve(namespace).resolve(task));
  }

  /** Forgets the tasks that are not there any more. */
  void keep(BiPredicate<String, String> isThere) {
    for (Path namespace : in(folder)) {
      for (Path task : in(namespace)) {
        if (!isThere.test(namespace.getFileName().toString(), task.getFileName().toString())) {
          delete(task);
        }
      }
    }
  }

  private Path file(LogSource.Id id, String state) {
    return folder.resolve(id.namespace()).resolve(id.task()).resolve(id.container() + state);
  }

  private static void make(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // It is known already.
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be written: " + file, e);
    }
  }

  private static void delete(Path task) {
    try {
      for (Path file : in(task)) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(task);
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be written: " + task, e);
    }
  }

  private static List<Path> in(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be read: " + folder, e);
    }
  }
}
