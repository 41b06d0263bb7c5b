package dev.kubeecs.operator.alarm.evaluation;

import static dev.kubeecs.api.cloudwatch.StateValue.ALARM;
import static dev.kubeecs.api.cloudwatch.StateValue.INSUFFICIENT_DATA;
import static dev.kubeecs.api.cloudwatch.StateValue.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.cloudwatch.ComparisonOperator;
import dev.kubeecs.api.cloudwatch.StateValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What datapoints come to: 0 is within the threshold, X beyond it, - missing, the newest last; = is
 * that the state stays. Source of the tables: the CloudWatch user guide, how alarms treat missing
 * data.
 */
class EvaluationTest {

  private static final Threshold ABOVE_70 =
      new Threshold(ComparisonOperator.GREATERTHANTHRESHOLD, 70);

  @ParameterizedTest
  @CsvSource({
    // points, missing, ignore, breaching, notBreaching
    "0-X-X, OK, OK, OK, OK",
    "----0, OK, OK, OK, OK",
    "-----, INSUFFICIENT_DATA, =, ALARM, OK",
    "0XX-X, ALARM, ALARM, ALARM, ALARM",
    "--X--, ALARM, =, ALARM, OK",
    // A newer datapoint may be followed by one within.
    "----X, =, =, ALARM, OK",
    "---X-, =, =, ALARM, OK",
  })
  void threeOutOfThree(
      String points, String missing, String ignore, String breaching, String notBreaching) {
    assertStates(3, points, missing, ignore, breaching, notBreaching);
  }

  @ParameterizedTest
  @CsvSource({
    "0-X-X, ALARM, ALARM, ALARM, ALARM",
    "00X0X, ALARM, ALARM, ALARM, ALARM",
    "0-X--, OK, OK, ALARM, OK",
    "----0, OK, OK, ALARM, OK",
    "---X-, ALARM, =, ALARM, OK",
  })
  void twoOutOfThree(
      String points, String missing, String ignore, String breaching, String notBreaching) {
    assertStates(2, points, missing, ignore, breaching, notBreaching);
  }

  /** What was before the operator looked is unknown, however missing data is treated. */
  @ParameterizedTest
  @CsvSource({"'', =", "X, =", "0, =", "00, OK", "0X, =", "XX, ALARM", "-, =", "--, =", "X-, ="})
  void twoOutOfThreeOfAnOperatorThatHasJustBegun(String points, String expected) {
    assertStates(2, points, expected, expected, expected, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "GreaterThanThreshold, 70, false", "GreaterThanThreshold, 70.1, true",
    "GreaterThanOrEqualToThreshold, 70, true", "GreaterThanOrEqualToThreshold, 69, false",
    "LessThanThreshold, 70, false", "LessThanThreshold, 69, true",
    "LessThanOrEqualToThreshold, 70, true", "LessThanOrEqualToThreshold, 71, false",
  })
  void thresholds(String operator, double value, boolean breached) {
    ComparisonOperator comparison =
        Arrays.stream(ComparisonOperator.values())
            .filter(each -> each.toString().equals(operator))
            .findFirst()
            .orElseThrow();
    assertThat(new Threshold(comparison, 70).isBreachedBy(value)).isEqualTo(breached);
  }

  @Property
  void withoutMissingDataItIsCounted(
      @ForAll("full") List<Boolean> breaching,
      @ForAll @IntRange(min = 1, max = 5) int periods,
      @ForAll @IntRange(min = 1, max = 5) int enough,
      @ForAll MissingData treatment) {
    Evaluation evaluation = evaluation(periods, Math.min(enough, periods), treatment);
    List<Optional<Double>> values =
        breaching.stream().map(beyond -> Optional.of(beyond ? 90.0 : 10.0)).toList();
    List<Optional<Double>> range =
        values.subList(values.size() - evaluation.range(), values.size());
    long count =
        breaching.subList(breaching.size() - periods, breaching.size()).stream()
            .filter(beyond -> beyond)
            .count();
    assertThat(evaluation.state(range)).contains(count >= Math.min(enough, periods) ? ALARM : OK);
  }

  /** What is decided before everything is known is not decided otherwise by what comes to light. */
  @Property
  void whatIsUnknownChangesNothing(
      @ForAll("full") List<Boolean> breaching,
      @ForAll @IntRange(min = 1, max = 5) int enough,
      @ForAll @IntRange(min = 0, max = 4) int known) {
    Evaluation evaluation = evaluation(5, enough, MissingData.MISSING);
    List<Optional<Double>> values = new ArrayList<>();
    breaching.subList(0, 5).forEach(beyond -> values.add(Optional.of(beyond ? 90.0 : 10.0)));
    evaluation
        .state(values.subList(5 - known, 5))
        .ifPresent(state -> assertThat(evaluation.state(values)).contains(state));
  }

  @Provide
  Arbitrary<List<Boolean>> full() {
    return Arbitraries.of(true, false).list().ofSize(7);
  }

  private static void assertStates(
      int enough,
      String points,
      String missing,
      String ignore,
      String breaching,
      String notBreaching) {
    assertThat(state(enough, MissingData.MISSING, points)).isEqualTo(expected(missing));
    assertThat(state(enough, MissingData.IGNORE, points)).isEqualTo(expected(ignore));
    assertThat(state(enough, MissingData.BREACHING, points)).isEqualTo(expected(breaching));
    assertThat(state(enough, MissingData.NOT_BREACHING, points)).isEqualTo(expected(notBreaching));
  }

  private static Optional<StateValue> expected(String word) {
    return switch (word) {
      case "=" -> Optional.empty();
      case "OK" -> Optional.of(OK);
      case "ALARM" -> Optional.of(ALARM);
      default -> Optional.of(INSUFFICIENT_DATA);
    };
  }

  private static Optional<StateValue> state(int enough, MissingData treatment, String points) {
    return evaluation(3, enough, treatment)
        .state(
            points
                .chars()
                .mapToObj(
                    point ->
                        point == '-'
                            ? Optional.<Double>empty()
                            : Optional.of(point == 'X' ? 90.0 : 10.0))
                .toList());
  }

  private static Evaluation evaluation(int periods, int enough, MissingData treatment) {
    return new Evaluation(ABOVE_70, periods, enough, treatment);
  }
}
