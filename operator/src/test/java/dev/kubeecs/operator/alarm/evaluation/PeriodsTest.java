package dev.kubeecs.operator.alarm.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.cloudwatch.Statistic;
import dev.kubeecs.operator.autoscaling.metric.Datapoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Periods of two minutes. */
class PeriodsTest {

  private static final List<Optional<Datapoint>> MINUTES =
      List.of(
          Optional.of(new Datapoint(99, 1)),
          Optional.empty(),
          Optional.empty(),
          Optional.of(new Datapoint(40, 20, 60, 2)),
          Optional.empty(),
          Optional.of(new Datapoint(10, 5, 15, 2)),
          Optional.of(new Datapoint(50, 40, 70, 6)));

  @Test
  void theStatisticOfAPeriodIsOverItsTasksAndMinutes() {
    assertThat(periods(Statistic.AVERAGE)).containsExactly(none(), of(40), of(40));
    assertThat(periods(Statistic.SUM)).containsExactly(none(), of(40), of(60));
    assertThat(periods(Statistic.MINIMUM)).containsExactly(none(), of(20), of(5));
    assertThat(periods(Statistic.MAXIMUM)).containsExactly(none(), of(60), of(70));
  }

  @Test
  void noMoreThanAreWanted() {
    assertThat(Periods.of(MINUTES, 2, 1, Statistic.SUM).values()).containsExactly(of(60));
  }

  private static List<Optional<Double>> periods(Statistic statistic) {
    return Periods.of(MINUTES, 2, 5, statistic).values();
  }

  private static Optional<Double> of(double value) {
    return Optional.of(value);
  }

  private static Optional<Double> none() {
    return Optional.empty();
  }
}
