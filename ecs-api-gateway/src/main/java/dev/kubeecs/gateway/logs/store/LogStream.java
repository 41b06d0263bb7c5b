package dev.kubeecs.gateway.logs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The events of one stream. Appended events can be read at once, and survive the process; those of
 * {@link #appendDurably} survive the machine. An event that was cut short by a crash is dropped
 * when the stream is taken up again, and nothing before it is.
 */
public final class LogStream {

  private final String name;
  private final long created;
  private final Path folder;
  private final Segments segments;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean deleted;

  LogStream(String name, long created, Path folder) {
    this.name = name;
    this.created = created;
    this.folder = folder;
    this.segments = new Segments(folder);
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
            segments.append(event);
          }
          if (durably) {
            segments.force();
            // Whoever puts events seldom should not keep a file open in between.
            segments.close();
          }
          return true;
        });
  }

  /** Nothing more is expected: closes the file and names it by what it holds. */
  public void finish() {
    locked(
        () -> {
          if (!deleted) {
            segments.seal();
          }
          return null;
        });
  }

  /** Closes what is open; a later append opens it again. */
  void close() {
    locked(
        () -> {
          segments.close();
          return null;
        });
  }

  /** The times of its first and last event, and of the last storing; empty without events. */
  public Optional<Span> span() {
    List<Segment> held = snapshot().stream().filter(s -> s.count() > 0).toList();
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
    return snapshot().stream().mapToLong(Segment::bytes).sum();
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
    return locked(segments::all);
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

  /** Opens the file while nobody renames it, and reads it while others may append. */
  private ByteBuffer load(Segment segment) {
    Optional<FileChannel> file = locked(() -> segments.open(segment));
    if (file.isEmpty()) {
      return ByteBuffer.allocate(0);
    }
    try (FileChannel channel = file.get()) {
      return Segments.read(channel, segment.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("a log stream cannot be read: " + folder, e);
    }
  }

  /** Removes segments that are full, are over, and have no event of that time or later. */
  long removeBefore(long time) {
    return locked(() -> segments.remove(segment -> segment.sealed() && segment.latest() < time));
  }

  /** Removes one segment if it is sealed; how many bytes became free. */
  long remove(Segment segment) {
    return locked(
        () ->
            segments.remove(
                candidate -> candidate.sealed() && candidate.first() == segment.first()));
  }

  void delete() {
    locked(
        () -> {
          deleted = true;
          segments.delete();
          return null;
        });
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
