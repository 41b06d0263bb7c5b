package dev.kubeecs.gateway.logs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The events of one stream. Appended events can be read at once, and survive the process; those of
 * {@link #appendDurably} survive the machine. An event that was cut short by a crash is dropped
 * when the stream is taken up again, and nothing before it is.
 */
public final class LogStream {

  /** Small enough to be read at once, large enough that a stream is not many files. */
  private static final long SEGMENT_BYTES = 1 << 20;

  private final String name;
  private final long created;
  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();

  /** In order of position; null until somebody asks. */
  private List<Segment> segments;

  /** Where events are appended; null while nobody does. */
  private FileChannel appending;

  private boolean deleted;

  LogStream(String name, long created, Path folder) {
    this.name = name;
    this.created = created;
    this.folder = folder;
  }

  /** The stream's name. */
  public String name() {
    return name;
  }

  /** When it was made, in milliseconds since the epoch. */
  public long created() {
    return created;
  }

  /**
   * Appends events, in this order.
   *
   * @return whether the stream was still there
   */
  public boolean append(List<LogEvent> events) {
    return append(events, false);
  }

  /** Appends events, in this order, and returns once the disk has them. */
  public boolean appendDurably(List<LogEvent> events) {
    return append(events, true);
  }

  private boolean append(List<LogEvent> events, boolean durably) {
    return locked(
        () -> {
          if (deleted) {
            return false;
          }
          for (LogEvent event : events) {
            append(event);
          }
          if (durably && appending != null) {
            appending.force(false);
            // Whoever puts events seldom should not keep a file open in between.
            close();
          }
          return true;
        });
  }

  private void append(LogEvent event) throws IOException {
    byte[] record = Records.write(event);
    Segment last = last().filter(segment -> !segment.sealed()).orElse(null);
    if (last != null && last.bytes() > 0 && last.bytes() + record.length > SEGMENT_BYTES) {
      seal();
      last = null;
    }
    if (last == null) {
      last = Segment.empty(last().map(Segment::next).orElse(0L));
      segments().add(last);
    }
    if (appending == null) {
      appending =
          FileChannel.open(
              folder.resolve(last.fileName()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    ByteBuffer bytes = ByteBuffer.wrap(record);
    long position = last.bytes();
    while (bytes.hasRemaining()) {
      position += appending.write(bytes, position);
    }
    replaceLast(last.with(event.timestamp(), event.ingestionTime(), record.length));
  }

  /** Nothing more is expected: closes the file and names it by what it holds. */
  public void finish() {
    locked(
        () -> {
          if (!deleted) {
            seal();
          }
          return null;
        });
  }

  private void seal() throws IOException {
    Segment open = last().filter(segment -> !segment.sealed()).orElse(null);
    close();
    if (open != null && open.count() > 0) {
      Path file = folder.resolve(open.fileName());
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(file, folder.resolve(open.seal().fileName()));
      replaceLast(open.seal());
    }
  }

  /** Closes what is open; a later append opens it again. */
  void close() {
    locked(
        () -> {
          if (appending != null) {
            appending.close();
            appending = null;
          }
          return null;
        });
  }

  /** The times of its first and last event, and of the last storing; empty without events. */
  public Optional<Span> span() {
    return locked(
        () -> {
          List<Segment> held = segments().stream().filter(s -> s.count() > 0).toList();
          LongSummaryStatistics times = new LongSummaryStatistics();
          held.forEach(
              segment -> {
                times.accept(segment.earliest());
                times.accept(segment.latest());
              });
          OptionalLong ingestion = held.stream().mapToLong(Segment::lastIngestion).max();
          return held.isEmpty()
              ? Optional.empty()
              : Optional.of(new Span(times.getMin(), times.getMax(), ingestion.orElseThrow()));
        });
  }

  /**
   * Times of a stream in milliseconds since the epoch.
   *
   * @param first of its earliest event
   * @param last of its latest event
   * @param ingestion when it was last stored to
   */
  public record Span(long first, long last, long ingestion) {}

  /** How many bytes its files have. */
  public long bytes() {
    return locked(() -> segments().stream().mapToLong(Segment::bytes).sum());
  }

  /** The greatest time of a container's line, in nanoseconds, among those stored last. */
  public Optional<Long> lastLine() {
    for (Segment segment : snapshot().reversed()) {
      List<Long> lines = new ArrayList<>();
      read(segment, (position, raw) -> lines.addAll(raw.event().lines()));
      if (!lines.isEmpty()) {
        return Optional.of(Collections.max(lines));
      }
    }
    return Optional.empty();
  }

  /**
   * Shows the times of containers' lines, in nanoseconds, as often as they are stored.
   *
   * @param from only of events of that time and later, in milliseconds since the epoch
   */
  public void lines(long from, LongConsumer visitor) {
    snapshot().stream()
        .filter(segment -> segment.count() > 0 && segment.latest() >= from)
        .forEach(
            segment ->
                read(
                    segment,
                    (position, raw) -> {
                      if (raw.timestamp() >= from) {
                        raw.event().lines().forEach(visitor::accept);
                      }
                    }));
  }

  /** The segments as they are now, in order of position. */
  List<Segment> snapshot() {
    return locked(() -> List.copyOf(segments()));
  }

  /** Shows every event of a segment, unless the segment has been removed meanwhile. */
  void read(Segment segment, Visitor visitor) {
    ByteBuffer records = load(segment);
    long position = segment.first();
    for (Optional<Records.Raw> raw = Records.next(records);
        raw.isPresent();
        raw = Records.next(records)) {
      visitor.visit(position++, raw.get());
    }
  }

  /** Sees events in order of position. */
  interface Visitor {
    void visit(long position, Records.Raw event);
  }

  private ByteBuffer load(Segment segment) {
    FileChannel channel =
        locked(
            () -> {
              // It may have been sealed, and so renamed, or removed since the snapshot.
              Optional<Segment> now =
                  deleted
                      ? Optional.empty()
                      : segments().stream().filter(s -> s.first() == segment.first()).findFirst();
              return now.isEmpty() || now.get().count() == 0
                  ? null
                  : FileChannel.open(folder.resolve(now.get().fileName()));
            });
    if (channel == null) {
      return ByteBuffer.allocate(0);
    }
    try (channel) {
      return read(channel, segment.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("a log stream cannot be read: " + folder, e);
    }
  }

  private static ByteBuffer read(FileChannel channel, long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return bytes.flip();
  }

  /** Removes segments that are full, are over, and have no event of that time or later. */
  long removeBefore(long time) {
    return remove(segment -> segment.sealed() && segment.latest() < time);
  }

  /** Removes one segment if it is sealed; how many bytes became free. */
  long remove(Segment segment) {
    return remove(candidate -> candidate.sealed() && candidate.first() == segment.first());
  }

  private long remove(Predicate<Segment> which) {
    return locked(
        () -> {
          long freed = 0;
          for (Segment segment : List.copyOf(segments())) {
            if (which.test(segment)) {
              // The next position must not fall back, or tokens would point to other events.
              keepNext(segment);
              Files.deleteIfExists(folder.resolve(segment.fileName()));
              segments.remove(segment);
              freed += segment.bytes();
            }
          }
          return freed;
        });
  }

  private void keepNext(Segment removed) throws IOException {
    if (last().orElseThrow().equals(removed)) {
      Segment next = Segment.empty(removed.next());
      Files.createFile(folder.resolve(next.fileName()));
      segments.add(next);
    }
  }

  void delete() {
    locked(
        () -> {
          close();
          deleted = true;
          segments = List.of();
          return null;
        });
    Folders.delete(folder);
  }

  private Optional<Segment> last() throws IOException {
    return segments().isEmpty() ? Optional.empty() : Optional.of(segments().getLast());
  }

  private void replaceLast(Segment segment) {
    segments.set(segments.size() - 1, segment);
  }

  private List<Segment> segments() throws IOException {
    if (segments == null) {
      try (Stream<Path> files = Files.list(folder)) {
        segments =
            new ArrayList<>(
                files
                    .flatMap(file -> Segment.of(file).stream())
                    .sorted(Comparator.comparingLong(Segment::first))
                    .toList());
      }
      if (!segments.isEmpty() && !segments.getLast().sealed()) {
        replaceLast(recover(segments.getLast()));
      }
    }
    return segments;
  }

  /** Reads what a segment holds that was open when a process ended, and cuts off a torn end. */
  private Segment recover(Segment open) throws IOException {
    Segment recovered = open;
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(open.fileName()), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer records = read(channel, channel.size());
      for (Optional<Records.Raw> raw = Records.next(records);
          raw.isPresent();
          raw = Records.next(records)) {
        int length = records.position() - Math.toIntExact(recovered.bytes());
        recovered = recovered.with(raw.get().timestamp(), raw.get().ingestionTime(), length);
      }
      channel.truncate(recovered.bytes());
    }
    return recovered;
  }

  private <T> T locked(Work<T> work) {
    lock.lock();
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException("a log stream cannot be used: " + folder, e);
    } finally {
      lock.unlock();
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }
}
