package dev.kubeecs.operator.runtime;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often one resource is reconciled: ten times a second, and a few times at once after a rest,
 * so that what follows from one change does not wait while a storm of events costs few passes. The
 * limiter of the operator SDK (5.3.2) tells a resource to wait as long as it has waited, not as
 * long as is left, which may be twice the period.
 */
public final class PassLimiter implements RateLimiter<PassLimiter.State> {

  private static final long INTERVAL = Duration.ofMillis(100).toNanos();
  private static final int AT_ONCE = 5;

  private final LongSupplier nanoTime;

  /** With the clock of this machine. */
  public PassLimiter() {
    this(System::nanoTime);
  }

  PassLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** When as many passes have had their interval as there were; null before the first. */
  static final class State implements RateLimitState {
    private Long paidUntil;
  }

  @Override
  public State initState() {
    return new State();
  }

  @Override
  public Optional<Duration> isLimited(RateLimitState state) {
    State passes = (State) state;
    long now = nanoTime.getAsLong();
    long ahead = passes.paidUntil == null ? 0 : Math.max(0, passes.paidUntil - now);
    long left = ahead - (AT_ONCE - 1) * INTERVAL;
    if (left > 0) {
      return Optional.of(Duration.ofNanos(left));
    }
    passes.paidUntil = now + ahead + INTERVAL;
    return Optional.empty();
  }
}
