package dev.kubeecs.operator.alarm.evaluation;

import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpec;
import dev.kubeecs.resources.alarm.MetricAlarmStatus;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.naming.Account;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * An alarm and everything that its state depends on, at one instant.
 *
 * @param alarm the alarm
 * @param account whose it is
 * @param problem why it cannot be evaluated
 * @param metric what it watches, unless there is a problem
 * @param now the instant
 */
@RecordBuilder
record WatchedMetric(
    MetricAlarm alarm,
    Account account,
    Optional<Problem> problem,
    Optional<Measured> metric,
    Instant now)
    implements WatchedMetricBuilder.With {

  private static final int MINUTE = 60;

  MetricAlarmSpec spec() {
    return alarm.getSpec();
  }

  MetricAlarmStatus before() {
    return MetricAlarms.status(alarm);
  }

  /** How many datapoints, one a minute, an alarm looks at. */
  static int minutes(MetricAlarmSpec spec) {
    return periodMinutes(spec) * evaluation(spec).range();
  }

  /** The last periods, the newest last. */
  Periods periods(Measured measured) {
    return Periods.of(
        measured.points().all(),
        periodMinutes(spec()),
        evaluation(spec()).range(),
        spec().statistic());
  }

  /** How an alarm's datapoints are evaluated. */
  static Evaluation evaluation(MetricAlarmSpec spec) {
    return new Evaluation(
        new Threshold(spec.comparisonOperator(), spec.threshold()),
        spec.evaluationPeriods(),
        spec.datapointsToAlarm() == null ? spec.evaluationPeriods() : spec.datapointsToAlarm(),
        MissingData.of(spec.treatMissingData()));
  }

  private static int periodMinutes(MetricAlarmSpec spec) {
    return spec.period() / MINUTE;
  }
}
