package dev.kubeecs.gateway.sessionmanager;

import java.time.Duration;

/**
 * How long a message and its acknowledgement take, as TCP reckons it (RFC 6298) and the plugin does
 * in the other direction.
 *
 * @param smoothed the mean, newer ones weighing more
 * @param variation by how much they differ from it
 */
record RoundTrip(Duration smoothed, Duration variation) {

  static final RoundTrip UNKNOWN = new RoundTrip(Duration.ofMillis(100), Duration.ZERO);

  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** With one more that was measured. */
  RoundTrip with(Duration measured) {
    Duration difference = smoothed.minus(measured).abs();
    return new RoundTrip(
        smoothed.multipliedBy(7).plus(measured).dividedBy(8),
        variation.multipliedBy(3).plus(difference).dividedBy(4));
  }

  /** After which time a message that has not been acknowledged is sent again. */
  Duration timeout() {
    Duration timeout = smoothed.plus(variation.multipliedBy(4));
    if (timeout.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
  }
}
