package dev.kubeecs.localcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * The use of one thing by several processes, of which the first starts it and the last stops it.
 * Each user holds a shared lock on a file, so that one who is killed counts no longer.
 */
final class SharedUse {

  private final Path startedMark;
  private final FileChannel users;
  private FileLock lock;

  private SharedUse(Path startedMark, FileChannel users) {
    this.startedMark = startedMark;
    this.users = users;
  }

  /**
   * Joins the users that hold a lock on a file.
   *
   * @param startedMark a file that exists as long as a user is the one who has started the thing
   * @param start makes sure that the thing runs and says whether it had to be started; one user at
   *     a time calls it
   */
  static SharedUse begin(Path file, Path startedMark, BooleanSupplier start) {
    try {
      Files.createDirectories(file.getParent());
      SharedUse use = new SharedUse(startedMark, open(file));
      use.lock = use.users.lock(0, Long.MAX_VALUE, true);
      try (FileChannel starting = open(file.resolveSibling(file.getFileName() + ".starting"));
          FileLock alone = starting.lock()) {
        if (alone.isValid() && start.getAsBoolean()) {
          Files.writeString(use.startedMark, "");
        }
      } catch (RuntimeException failed) {
        use.users.close();
        throw failed;
      }
      return use;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether one of the users has started the thing, so that the last of them stops it. */
  boolean startedByUsers() {
    return Files.exists(startedMark);
  }

  /**
   * Leaves, and stops the thing, its mark included, when no other user is left and a user has
   * started it.
   */
  void end(Runnable stop) {
    try (users) {
      lock.release();
      try (FileLock last = users.tryLock()) {
        if (last != null && startedByUsers()) {
          stop.run();
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
