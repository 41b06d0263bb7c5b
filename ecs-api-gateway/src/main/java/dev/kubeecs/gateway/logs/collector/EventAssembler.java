package dev.kubeecs.gateway.logs.collector;

import com.google.re2j.Pattern;
import dev.kubeecs.gateway.logs.store.LogEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes events of lines: one of each, or one of all lines from one that begins an event to the
 * next. An event ends at the latest when it is as old or as large as Docker's awslogs driver lets
 * it become.
 */
final class EventAssembler {

  /** Source: Docker's awslogs driver, which ends an event after that time. */
  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Source: Docker's awslogs driver, the longest event less what AWS adds to each. */
  private static final int MOST_BYTES = 262_144 - 26;

  private final Optional<Pattern> begins;
  private final List<Line> open = new ArrayList<>();
  private int openBytes;

  /** The times of lines that no event has told yet: those of empty lines go with the next event. */
  private final List<Long> untold = new ArrayList<>();

  EventAssembler(Optional<Pattern> begins) {
    this.begins = begins;
  }

  /** The events that end with, or before, this line. */
  List<LogEvent> add(Line line, long now) {
    if (begins.isEmpty()) {
      return events(List.of(line), now);
    }
    List<LogEvent> ended = List.of();
    int bytes = bytes(line.text()) + 1;
    if (!open.isEmpty()
        && (begins.get().matcher(line.text()).find()
            || openBytes + bytes > MOST_BYTES
            || line.nanos() - open.getFirst().nanos() > LONGEST_NANOS)) {
      ended = end(now);
    }
    open.add(line);
    openBytes += bytes;
    return ended;
  }

  /** Whether lines wait for more. */
  boolean isOpen() {
    return !open.isEmpty();
  }

  /** Ends the event that is open. */
  List<LogEvent> end(long now) {
    List<LogEvent> ended = open.isEmpty() ? List.of() : events(List.copyOf(open), now);
    open.clear();
    openBytes = 0;
    return ended;
  }

  private List<LogEvent> events(List<Line> lines, long now) {
    String message = String.join("\n", lines.stream().map(Line::text).toList());
    lines.forEach(line -> untold.add(line.nanos()));
    // As in Docker's driver: CloudWatch takes no empty events.
    if (message.isEmpty()) {
      return List.of();
    }
    long timestamp = TimeUnit.NANOSECONDS.toMillis(lines.getFirst().nanos());
    List<Long> times = List.copyOf(untold);
    untold.clear();
    List<String> parts = parts(message);
    List<LogEvent> events = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      // The last part tells that all of the line is stored.
      boolean last = i == parts.size() - 1;
      events.add(new LogEvent(timestamp, now, last ? times : List.of(), parts.get(i)));
    }
    return events;
  }

  private static List<String> parts(String message) {
    if (message.length() * 3L <= MOST_BYTES || bytes(message) <= MOST_BYTES) {
      return List.of(message);
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    int size = 0;
    for (int i = 0; i < message.length(); ) {
      int character = message.codePointAt(i);
      int length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (size + length > MOST_BYTES) {
        parts.add(message.substring(start, i));
        start = i;
        size = 0;
      }
      size += length;
      i += Character.charCount(character);
    }
    parts.add(message.substring(start));
    return parts;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
