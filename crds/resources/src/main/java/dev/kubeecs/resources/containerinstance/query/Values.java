package dev.kubeecs.resources.containerinstance.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the values of a subject mean. */
final class Values {

  /** {@code 2018-06-18T22:28:28+00:00}, and the same without a colon in the offset. */
  private static final List<DateTimeFormatter> TIMES =
      List.of(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME,
          DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx"));

  private Values() {}

  /** Whether greater and less mean something. */
  static boolean areOrdered(Subject subject) {
    return switch (subject) {
      case Subject.AgentConnected c -> false;
      case Subject.Ec2InstanceId i -> false;
      case Subject.TaskGroup g -> false;
      case Subject.AgentVersion v -> true;
      case Subject.Attribute a -> true;
      case Subject.RegisteredAt r -> true;
      case Subject.RunningTasksCount n -> true;
    };
  }

  /** Why the subject can never have that value. */
  static Optional<String> problem(Subject subject, String value) {
    return switch (subject) {
      case Subject.AgentConnected c ->
          unless(value.equals("true") || value.equals("false"), "true or false is expected");
      case Subject.RegisteredAt r ->
          unless(
              time(value).isPresent(),
              "a time is expected, such as 2018-06-18T22:28:28+00:00 or 2018-06-18");
      case Subject.RunningTasksCount n -> unless(number(value).isPresent(), "a number is expected");
      case Subject.AgentVersion v -> Optional.empty();
      case Subject.Attribute a -> Optional.empty();
      case Subject.Ec2InstanceId i -> Optional.empty();
      case Subject.TaskGroup g -> Optional.empty();
    };
  }

  private static Optional<String> unless(boolean fine, String problem) {
    return fine ? Optional.empty() : Optional.of(problem);
  }

  /** How values of the subject are ordered; equal ones compare as 0. */
  static Comparator<String> order(Subject subject) {
    return switch (subject) {
      case Subject.RegisteredAt r -> Comparator.comparing(text -> time(text).orElse(Instant.MIN));
      case Subject.RunningTasksCount n -> Values::compareNumbers;
      case Subject.AgentVersion v -> Values::compareVersions;
      case Subject.Attribute a -> Values::compareAttributes;
      case Subject.AgentConnected c -> Comparator.naturalOrder();
      case Subject.Ec2InstanceId i -> Comparator.naturalOrder();
      case Subject.TaskGroup g -> Comparator.naturalOrder();
    };
  }

  private static int compareNumbers(String one, String other) {
    return number(one).orElse(BigDecimal.ZERO).compareTo(number(other).orElse(BigDecimal.ZERO));
  }

  /** As numbers where both are, as text otherwise. */
  private static int compareAttributes(String one, String other) {
    return number(one).isPresent() && number(other).isPresent()
        ? compareNumbers(one, other)
        : one.compareTo(other);
  }

  /** Part by part; a part that is missing is 0. */
  private static int compareVersions(String one, String other) {
    String[] left = one.split("[.+-]");
    String[] right = other.split("[.+-]");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int compared =
          compareAttributes(i < left.length ? left[i] : "0", i < right.length ? right[i] : "0");
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static Optional<BigDecimal> number(String text) {
    // No exponents: they make numbers of a length that nobody wrote.
    return text.matches("-?\\d{1,18}(\\.\\d{1,18})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    return Stream.concat(
            TIMES.stream().flatMap(form -> parsed(text, form).stream()), midnight(text).stream())
        .findFirst();
  }

  private static Optional<Instant> parsed(String text, DateTimeFormatter form) {
    try {
      return Optional.of(OffsetDateTime.parse(text, form).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> midnight(String date) {
    try {
      return Optional.of(LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
