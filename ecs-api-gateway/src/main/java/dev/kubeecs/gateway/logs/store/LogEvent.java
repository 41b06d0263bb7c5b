package dev.kubeecs.gateway.logs.store;

import dev.kubeecs.model.Immutable;
import java.util.List;

/**
 * An event as it is stored.
 *
 * @param timestamp when it happened, in milliseconds since the epoch
 * @param ingestionTime when it was stored, in milliseconds since the epoch
 * @param lines when a container wrote the lines that the event was made of, in nanoseconds since
 *     the epoch; empty if no container did
 * @param message its text
 */
public record LogEvent(long timestamp, long ingestionTime, List<Long> lines, String message) {

  public LogEvent {
    lines = Immutable.copy(lines);
  }

  /** An event that no container wrote. */
  public static LogEvent of(long timestamp, long ingestionTime, String message) {
    return new LogEvent(timestamp, ingestionTime, List.of(), message);
  }

  /** Without the message: what containers log is nobody else's to log. */
  @Override
  public String toString() {
    return "LogEvent[" + timestamp + ", " + message.length() + " characters]";
  }
}
