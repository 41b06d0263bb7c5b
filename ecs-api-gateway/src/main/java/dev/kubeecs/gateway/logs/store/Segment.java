package dev.kubeecs.gateway.logs.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of consecutive events of a stream. One that is full is named by what it holds; the one
 * that is appended to is named by its first position only, and is read when it is taken up again.
 *
 * @param first the position of its first event
 * @param count how many events it holds
 * @param bytes how long they are in the file
 * @param earliest the least timestamp
 * @param latest the greatest timestamp
 * @param lastIngestion the greatest ingestion time
 * @param sealed whether nothing will be appended to it
 */
record Segment(
    long first,
    long count,
    long bytes,
    long earliest,
    long latest,
    long lastIngestion,
    boolean sealed) {

  private static final Pattern OPEN = Pattern.compile("(\\d{19})\\.open");
  private static final Pattern SEALED =
      Pattern.compile("(\\d{19})-(\\d+)-(\\d+)-(-?\\d+)_(-?\\d+)_(\\d+)\\.events");

  /** One that is about to get its first event. */
  static Segment empty(long first) {
    return new Segment(first, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0, false);
  }

  /** What a file's name tells; of one that is open, where it begins. */
  static Optional<Segment> of(Path file) {
    String name = file.getFileName().toString();
    Matcher open = OPEN.matcher(name);
    if (open.matches()) {
      return Optional.of(empty(Long.parseLong(open.group(1))));
    }
    Matcher parts = SEALED.matcher(name);
    return parts.matches()
        ? Optional.of(
            new Segment(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)),
                Long.parseLong(parts.group(5)),
                Long.parseLong(parts.group(6)),
                true))
        : Optional.empty();
  }

  String fileName() {
    return sealed
        ? "%019d-%d-%d-%d_%d_%d.events"
            .formatted(first, count, bytes, earliest, latest, lastIngestion)
        : "%019d.open".formatted(first);
  }

  /** With one event more. */
  Segment with(long timestamp, long ingestionTime, int length) {
    return new Segment(
        first,
        count + 1,
        bytes + length,
        Math.min(earliest, timestamp),
        Math.max(latest, timestamp),
        Math.max(lastIngestion, ingestionTime),
        false);
  }

  Segment seal() {
    return new Segment(first, count, bytes, earliest, latest, lastIngestion, true);
  }

  /** The position of the event after its last one. */
  long next() {
    return first + count;
  }
}
