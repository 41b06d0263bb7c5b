package dev.kubeecs.gateway.logs.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kubeecs.model.Immutable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A log group and its streams. */
public final class LogGroup {

  private final Path folder;
  private final ConcurrentSkipListMap<String, LogStream> streams = new ConcurrentSkipListMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Description description;
  private volatile boolean deleted;

  private LogGroup(Path folder, Description description) {
    this.folder = folder;
    this.description = description;
  }

  /**
   * What a group is, as its file says.
   *
   * @param name unique in its account and region
   * @param created in milliseconds since the epoch
   * @param retentionInDays null keeps events for ever
   * @param tags by key
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Description(
      String name, long created, Integer retentionInDays, Map<String, String> tags) {

    public Description {
      tags = Immutable.copy(tags);
    }

    /** The same with another retention; null keeps events for ever. */
    public Description withRetention(Integer days) {
      return new Description(name, created, days, tags);
    }

    /** The same with other tags. */
    public Description withTags(Map<String, String> changed) {
      return new Description(name, created, retentionInDays, changed);
    }
  }

  /** What a stream is, as its file says. */
  private record StreamDescription(String name, long created) {}

  static LogGroup create(Path folder, Description description) {
    Folders.describe(folder, description);
    return new LogGroup(folder, description);
  }

  /** The group in a folder; empty, and removed, if making or deleting it was cut short. */
  static Optional<LogGroup> load(Path folder) {
    Optional<LogGroup> group =
        Folders.description(folder, Description.class).map(found -> new LogGroup(folder, found));
    if (group.isEmpty()) {
      Folders.delete(folder);
    }
    group.ifPresent(LogGroup::loadStreams);
    return group;
  }

  private void loadStreams() {
    for (Path stream : Folders.in(folder)) {
      Folders.description(stream, StreamDescription.class)
          .ifPresentOrElse(
              found ->
                  streams.put(found.name(), new LogStream(found.name(), found.created(), stream)),
              () -> Folders.delete(stream));
    }
  }

  /** What the group is now. */
  public Description description() {
    return description;
  }

  /** Changes what the group is. */
  public void change(UnaryOperator<Description> change) {
    locked(
        () -> {
          if (!deleted) {
            Description changed = change.apply(description);
            Folders.describe(folder, changed);
            description = changed;
          }
          return null;
        });
  }

  /** The streams, by name. */
  public Collection<LogStream> streams() {
    return streams.values();
  }

  /** The streams whose names begin so, by name. */
  public Collection<LogStream> streams(String prefix) {
    return streams.subMap(prefix, prefix + Character.MAX_VALUE).values();
  }

  /** The stream of that name. */
  public Optional<LogStream> stream(String name) {
    return Optional.ofNullable(streams.get(name));
  }

  /** Makes a stream; empty if there is one of that name, or the group is gone. */
  public Optional<LogStream> createStream(String name, long now) {
    return locked(
        () -> {
          if (deleted || streams.containsKey(name)) {
            return Optional.empty();
          }
          Path stream = Folders.of(folder, name);
          Folders.describe(stream, new StreamDescription(name, now));
          LogStream created = new LogStream(name, now, stream);
          streams.put(name, created);
          return Optional.of(created);
        });
  }

  /** Deletes a stream; whether there was one of that name. */
  public boolean deleteStream(String name) {
    return locked(
        () -> {
          LogStream stream = streams.remove(name);
          if (stream != null) {
            stream.delete();
          }
          return stream != null;
        });
  }

  /** The time before which events are over; everything is after it without a retention. */
  public long over(long now) {
    Integer days = description.retentionInDays();
    return days == null ? Long.MIN_VALUE : now - TimeUnit.DAYS.toMillis(days);
  }

  /** How many bytes its files have. */
  public long bytes() {
    return streams().stream().mapToLong(LogStream::bytes).sum();
  }

  void delete() {
    locked(
        () -> {
          deleted = true;
          streams.values().forEach(LogStream::delete);
          streams.clear();
          Folders.delete(folder);
          return null;
        });
  }

  void close() {
    streams.values().forEach(LogStream::close);
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
