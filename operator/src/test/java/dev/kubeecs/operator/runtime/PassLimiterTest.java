package dev.kubeecs.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PassLimiterTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000); // it may overflow
  private final PassLimiter limiter = new PassLimiter(now::get);
  private final PassLimiter.State service = limiter.initState();

  @Test
  void aFewPassesAfterARestAreRunAtOnce() {
    passes(5);

    assertThat(limiter.isLimited(service)).contains(Duration.ofMillis(100));
  }

  @Test
  void waitsForWhatIsLeftAndNoLonger() {
    passes(5);
    elapse(90);

    assertThat(limiter.isLimited(service)).contains(Duration.ofMillis(10));
    elapse(10);
    passes(1);
    assertThat(limiter.isLimited(service)).contains(Duration.ofMillis(100));
  }

  @Test
  void aStormOfEventsCostsTenPassesASecond() {
    int passes = 0;
    for (int millisecond = 0; millisecond < 10_000; millisecond++) {
      passes += limiter.isLimited(service).isEmpty() ? 1 : 0;
      elapse(1);
    }

    assertThat(passes).isEqualTo(5 - 1 + 100);
  }

  @Test
  void aRestGivesBackNoMoreThanAFew() {
    passes(5);
    elapse(3_600_000);
    passes(5);

    assertThat(limiter.isLimited(service)).isPresent();
  }

  private void passes(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(limiter.isLimited(service)).isEmpty();
    }
  }

  private void elapse(long milliseconds) {
    now.addAndGet(Duration.ofMillis(milliseconds).toNanos());
  }
}
