package dev.kubeecs.resources.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules as the user guide of Application Auto Scaling writes them. */
class ScheduleTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at(2026-03-04T05:06:07)      | UTC              | 2026-03-04T05:06:07Z",
        "at(2026-07-04T05:06:07)      | Europe/Berlin    | 2026-07-04T03:06:07Z",
        "rate(1 minute)               | UTC              | 2026-03-01T12:31:00Z",
        "rate(6 hours)                | UTC              | 2026-03-01T18:00:00Z",
        "rate(2 days)                 | UTC              | 2026-03-02T00:00:00Z",
        "cron(0 8 * * ? *)            | UTC              | 2026-03-02T08:00:00Z",
        "cron(0 8 * * ? *)            | America/New_York | 2026-03-01T13:00:00Z",
        "cron(15 10 ? * MON-FRI *)    | UTC              | 2026-03-02T10:15:00Z",
        "cron(0/10 * ? * 1 *)         | UTC              | 2026-03-01T12:40:00Z",
        "cron(0 18 ? * 2 *)           | UTC              | 2026-03-02T18:00:00Z",
        "cron(0 8 L * ? *)            | UTC              | 2026-03-31T08:00:00Z",
        "cron(0 9 ? * 2#1 *)          | UTC              | 2026-03-02T09:00:00Z",
        "cron(0 8 1 JAN ? 2028)       | UTC              | 2028-01-01T08:00:00Z",
        "cron(30 2 * * ? *)           | Europe/Berlin    | 2026-03-02T01:30:00Z",
      })
  void theNextTimeAfterTheFirstOfMarch(String schedule, String zone, Instant next) {
    // A Sunday.
    assertThat(schedule(schedule, zone).next(Instant.parse("2026-03-01T12:30:30Z"), START))
        .contains(next);
  }

  @Test
  void whatIsOverDoesNotComeAgain() {
    Instant now = Instant.parse("2026-03-01T12:30:30Z");
    assertThat(schedule("at(2026-03-01T12:30:30)", "UTC").next(now, START)).isEmpty();
    assertThat(schedule("cron(0 8 1 1 ? 2026)", "UTC").next(now, START)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at(tomorrow)",
        "rate(0 minutes)",
        "rate(5 seconds)",
        "cron(0 8 * *)",
        "cron(61 8 * * ? *)",
        "every day",
        "at(2026-03-01)"
      })
  void whatCannotBeReadIsNamed(String schedule) {
    assertThatThrownBy(() -> schedule(schedule, "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schedule '" + schedule + "'");
  }

  @Test
  void aTimeZoneThatIsNoneIsNamed() {
    assertThatThrownBy(() -> schedule("cron(0 8 * * ? *)", "Mars/Olympus"))
        .hasMessageContaining("there is no time zone Mars/Olympus");
  }

  @Property
  void aRateComesOncePerPeriod(
      @ForAll @IntRange(min = 1, max = 100_000) int minutes,
      @ForAll @IntRange(min = 0, max = 10_000_000) int seconds) {
    Instant now = START.plusSeconds(seconds);
    Optional<Instant> next = schedule("rate(" + minutes + " minutes)", "UTC").next(now, START);
    assertThat(next).isPresent();
    assertThat(next.get()).isAfter(now).isBeforeOrEqualTo(now.plus(Duration.ofMinutes(minutes)));
    assertThat(Duration.between(START, next.get()).toSeconds() % (minutes * 60L)).isZero();
  }

  private static Schedule schedule(String schedule, String zone) {
    return Schedule.of(
        ScheduledActionSpecBuilder.builder().schedule(schedule).timezone(zone).build());
  }
}
