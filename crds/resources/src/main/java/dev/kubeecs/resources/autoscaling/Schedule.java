package dev.kubeecs.resources.autoscaling;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.kubeecs.resources.Absent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a scheduled action is carried out. Source: the Application Auto Scaling user guide,
 * scheduled actions; cron expressions as in EventBridge.
 */
public sealed interface Schedule {

  /** Once. */
  record At(Instant time) implements Schedule {}

  /** Again and again, counted from the start. */
  record Rate(Duration period) implements Schedule {}

  /** Whenever the calendar of a time zone shows it. */
  record Calendar(Cron expression, ZoneId zone) implements Schedule {}

  /**
   * The schedule of an action.
   *
   * @throws IllegalArgumentException telling what is wrong with it
   */
  static Schedule of(ScheduledActionSpec action) {
    return Expressions.parse(action.schedule(), Absent.or(action.timezone(), "UTC"));
  }

  /**
   * The first time after another; empty if there is none.
   *
   * @param start from which a rate counts
   */
  default Optional<Instant> next(Instant after, Instant start) {
    return switch (this) {
      case At at -> Optional.of(at.time()).filter(time -> time.isAfter(after));
      case Rate rate -> {
        long done = after.isBefore(start) ? 0 : periods(start, after, rate.period());
        yield Optional.of(start.plus(rate.period().multipliedBy(done + 1)));
      }
      case Calendar calendar ->
          ExecutionTime.forCron(calendar.expression())
              .nextExecution(after.atZone(calendar.zone()))
              .map(ZonedDateTime::toInstant);
    };
  }

  private static long periods(Instant start, Instant until, Duration period) {
    return Duration.between(start, until).toMillis() / period.toMillis();
  }

  /** Reads expressions. */
  final class Expressions {

    private static final Pattern FORM = Pattern.compile("(at|rate|cron)\\((.*)\\)");
    private static final Pattern RATE =
        Pattern.compile("([1-9]\\d{0,6}) (minute|hour|day)s?", Pattern.CASE_INSENSITIVE);
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    private static final CronDefinition DIALECT =
        CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(FIRST_YEAR, LAST_YEAR)
            .and()
            .instance();

    private Expressions() {}

    private static Schedule parse(String text, String timezone) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        throw new IllegalArgumentException(
            "schedule '%s' is neither at(…), rate(…) nor cron(…)".formatted(text));
      }
      try {
        return switch (form.group(1)) {
          case "at" ->
              new At(LocalDateTime.parse(form.group(2)).atZone(zone(timezone)).toInstant());
          case "rate" -> rate(form.group(2));
          default ->
              new Calendar(new CronParser(DIALECT).parse(form.group(2)).validate(), zone(timezone));
        };
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "schedule '%s' is no time of the form at(yyyy-mm-ddThh:mm:ss)".formatted(text), e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "schedule '%s' cannot be read: %s".formatted(text, e.getMessage()), e);
      }
    }

    private static Rate rate(String text) {
      Matcher rate = RATE.matcher(text.strip());
      if (!rate.matches()) {
        throw new IllegalArgumentException("a rate is a number of minutes, hours or days");
      }
      long count = Long.parseLong(rate.group(1));
      return new Rate(
          switch (rate.group(2).toLowerCase(java.util.Locale.ROOT)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }

    private static ZoneId zone(String timezone) {
      try {
        return timezone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(timezone);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("there is no time zone " + timezone, e);
      }
    }
  }
}
