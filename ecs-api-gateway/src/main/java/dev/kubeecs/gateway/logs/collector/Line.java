package dev.kubeecs.gateway.logs.collector;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A line as the kubelet tells it: {@code 2026-01-02T03:04:05.000000006Z text}.
 *
 * @param nanos when it was written, in nanoseconds since the epoch
 * @param text without the end of the line
 */
record Line(long nanos, String text) {

  private static final long NANOS = 1_000_000_000L;

  /** A line of the kubelet's answer; empty if it has no time, so that no container wrote it. */
  static Optional<Line> parse(byte[] bytes, int length) {
    int space = 0;
    while (space < length && bytes[space] != ' ') {
      space++;
    }
    try {
      Instant time = Instant.parse(new String(bytes, 0, space, StandardCharsets.US_ASCII));
      int start = Math.min(space + 1, length);
      return Optional.of(
          new Line(
              Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano()),
              new String(bytes, start, length - start, StandardCharsets.UTF_8)));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Without the text, which is nobody else's to log. */
  @Override
  public String toString() {
    return "Line[" + nanos + "]";
  }
}
