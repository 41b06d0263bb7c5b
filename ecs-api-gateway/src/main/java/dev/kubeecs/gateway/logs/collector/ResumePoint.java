package dev.kubeecs.gateway.logs.collector;

import dev.kubeecs.gateway.logs.store.LogStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where to go on reading the lines of a container, from what the store has: a second or two before
 * the last stored line, since the API server takes whole seconds and lines of the two outputs may
 * come a little out of order. The lines from there on that are stored are known by their times.
 */
final class ResumePoint {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Optional<Long> since;
  private final Map<Long, Integer> stored;

  private ResumePoint(Optional<Long> since, Map<Long, Integer> stored) {
    this.since = since;
    this.stored = stored;
  }

  static ResumePoint of(LogStream stream) {
    Optional<Long> since =
        stream.lastLine().map(last -> Math.floorDiv(last, SECOND) * SECOND - SECOND);
    Map<Long, Integer> stored = new HashMap<>();
    since.ifPresent(
        from ->
            stream.lines(
                // An event has the time of its first line, and its last may be that much later.
                TimeUnit.NANOSECONDS.toMillis(from - 2 * EventAssembler.LONGEST_NANOS),
                line -> {
                  if (line >= from) {
                    stored.merge(line, 1, Integer::sum);
                  }
                }));
    return new ResumePoint(since, stored);
  }

  /** From when on lines are needed; empty from the beginning. */
  Optional<Instant> since() {
    return since.map(nanos -> Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND)));
  }

  /** Whether a line is stored already; asked once for each line, in the order of the container. */
  boolean isStored(Line line) {
    Integer times = stored.get(line.nanos());
    if (times == null) {
      return false;
    }
    if (times == 1) {
      stored.remove(line.nanos());
    } else {
      stored.put(line.nanos(), times - 1);
    }
    return true;
  }
}
