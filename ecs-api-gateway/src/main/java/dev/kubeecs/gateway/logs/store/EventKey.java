package dev.kubeecs.gateway.logs.store;

import java.util.Comparator;

/**
 * Where an event stands among others: by time, then by stream, then as it was stored.
 *
 * @param timestamp of the event
 * @param stream the name of its stream
 * @param position how many events the stream was given before it
 */
public record EventKey(long timestamp, String stream, long position)
    implements Comparable<EventKey> {

  private static final Comparator<EventKey> ORDER =
      Comparator.comparingLong(EventKey::timestamp)
          .thenComparing(EventKey::stream)
          .thenComparingLong(EventKey::position);

  /** Sorts after every name of a stream: no name has this character. */
  private static final String AFTER_ALL_STREAMS = "\uFFFF";

  /** Before every event of that time. */
  static EventKey before(long timestamp) {
    return new EventKey(timestamp, "", -1);
  }

  /** After every event of that time. */
  static EventKey after(long timestamp) {
    return new EventKey(timestamp, AFTER_ALL_STREAMS, Long.MAX_VALUE);
  }

  @Override
  public int compareTo(EventKey other) {
    return ORDER.compare(this, other);
  }
}
