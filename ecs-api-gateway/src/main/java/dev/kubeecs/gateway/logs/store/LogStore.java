package dev.kubeecs.gateway.logs.store;

import dev.kubeecs.resources.naming.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * All log groups, in a folder that is this process's alone: {@code
 * <account>/<region>/<group>/<stream>/<segment>}. What is remembered of collected containers is in
 * it as well, so that the two never part.
 */
public final class LogStore implements AutoCloseable {

  private static final String GROUPS = "groups";

  private final Path folder;
  private final FileChannel lock;
  private final Map<Account, ConcurrentSkipListMap<String, LogGroup>> groups =
      new ConcurrentHashMap<>();

  private LogStore(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes up the store in a folder, which is made if it is not there.
   *
   * @throws UncheckedIOException if that is not possible, or another process has it
   */
  public static LogStore open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lock)) {
        lock.close();
        throw new IOException("another process has the log store " + folder);
      }
      LogStore store = new LogStore(folder, lock);
      store.load();
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be opened: " + e.getMessage(), e);
    }
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void load() {
    for (Path account : Folders.in(folder.resolve(GROUPS))) {
      for (Path region : Folders.in(account)) {
        Account owner =
            new Account(account.getFileName().toString(), region.getFileName().toString());
        for (Path group : Folders.in(region)) {
          LogGroup.load(group).ifPresent(found -> of(owner).put(found.description().name(), found));
        }
      }
    }
  }

  /** The folder in which other facts about the store are kept. */
  public Path folder(String name) {
    return folder.resolve(name);
  }

  /** The groups of an account in a region, by name. */
  public Collection<LogGroup> groups(Account account) {
    return of(account).values();
  }

  /** The group of that name. */
  public Optional<LogGroup> group(Account account, String name) {
    return Optional.ofNullable(of(account).get(name));
  }

  /** Makes a group; empty if there is one of that name. */
  public synchronized Optional<LogGroup> create(Account account, LogGroup.Description group) {
    if (of(account).containsKey(group.name())) {
      return Optional.empty();
    }
    Path region = folder.resolve(GROUPS).resolve(account.id()).resolve(account.region());
    LogGroup created = LogGroup.create(Folders.of(region, group.name()), group);
    of(account).put(group.name(), created);
    return Optional.of(created);
  }

  /** Deletes a group and its streams; whether there was one of that name. */
  public synchronized boolean delete(Account account, String name) {
    LogGroup group = of(account).remove(name);
    if (group != null) {
      group.delete();
    }
    return group != null;
  }

  /** Removes what its group's retention no longer keeps. */
  public void removeOver(long now) {
    all()
        .filter(group -> group.description().retentionInDays() != null)
        .forEach(group -> group.streams().forEach(stream -> stream.removeBefore(group.over(now))));
  }

  /**
   * Removes the oldest events, in whole files, until the others have no more bytes than that.
   *
   * @return how many bytes became free
   */
  public long shrinkTo(long bytes) {
    long surplus = bytes() - bytes;
    if (surplus <= 0) {
      return 0;
    }
    List<Removable> oldest =
        all()
            .flatMap(group -> group.streams().stream())
            .flatMap(
                stream ->
                    stream.snapshot().stream()
                        .filter(Segment::sealed)
                        .map(segment -> new Removable(stream, segment)))
            .sorted(Comparator.comparingLong(removable -> removable.segment().latest()))
            .toList();
    long freed = 0;
    for (Removable removable : oldest) {
      if (freed >= surplus) {
        break;
      }
      freed += removable.stream().remove(removable.segment());
    }
    return freed;
  }

  private record Removable(LogStream stream, Segment segment) {}

  /** How many bytes the files of all streams have. */
  public long bytes() {
    return all().mapToLong(LogGroup::bytes).sum();
  }

  private Stream<LogGroup> all() {
    return groups.values().stream().flatMap(ofAccount -> ofAccount.values().stream());
  }

  private ConcurrentSkipListMap<String, LogGroup> of(Account account) {
    return groups.computeIfAbsent(account, ignored -> new ConcurrentSkipListMap<>());
  }

  @Override
  public void close() {
    all().forEach(LogGroup::close);
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be closed", e);
    }
  }
}
