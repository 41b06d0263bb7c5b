package dev.kubeecs.resources.alarm;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.cloudwatch.Dimension;
import dev.kubeecs.api.cloudwatch.StateValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an alarm must be, beyond what its schema says. Source: the CloudWatch API reference,
 * PutMetricAlarm.
 */
public final class AlarmRules {

  private static final int MINUTE = 60;
  private static final int DAY = 86_400;
  private static final int WEEK = 604_800;
  private static final int HOUR = 3600;
  private static final Set<String> TREATMENTS =
      Set.of("breaching", "notBreaching", "ignore", "missing");
  private static final String LOAD_BALANCER = "app/[^/]+/[^/]+";
  private static final String TARGET_GROUP = "targetgroup/[^/]+/[^/]+";

  private AlarmRules() {}

  /** What is wrong first, beginning with the field; empty if nothing is. */
  public static Optional<String> violation(MetricAlarmSpec alarm) {
    Optional<AlarmedMetric> metric = AlarmedMetric.of(alarm.namespace(), alarm.metricName());
    return metric.isEmpty()
        ? Optional.of(
            "metricName: kube-ecs does not measure %s %s; it measures %s."
                .formatted(alarm.namespace(), alarm.metricName(), AlarmedMetric.names()))
        : Stream.of(
                ofMetric(alarm, metric.get()), ofTime(alarm), ofComparison(alarm), ofActions(alarm))
            .flatMap(Optional::stream)
            .findFirst();
  }

  private static Optional<String> ofMetric(MetricAlarmSpec alarm, AlarmedMetric metric) {
    List<Dimension> dimensions = asEmpty(alarm.dimensions());
    if (dimensions.size() != metric.dimensions().size()
        || !dimensions.stream().map(Dimension::name).toList().containsAll(metric.dimensions())) {
      return Optional.of(
          "dimensions: %s is measured by %s, and by nothing else."
              .formatted(alarm.metricName(), String.join(" and ", metric.dimensions())));
    }
    if (metric == AlarmedMetric.REQUESTS_PER_TARGET
        && !metric
            .predefined(dimensions)
            .resourceLabel()
            .matches(LOAD_BALANCER + "/" + TARGET_GROUP)) {
      return Optional.of(
          "dimensions: LoadBalancer and TargetGroup are the ends of ARNs: app/<name>/<id> and"
              + " targetgroup/<name>/<id>.");
    }
    if (!metric.statistics().contains(alarm.statistic())) {
      return Optional.of(
          "statistic: %s has %s, not %s."
              .formatted(
                  alarm.metricName(),
                  String.join(
                      ", ", metric.statistics().stream().map(Object::toString).sorted().toList()),
                  alarm.statistic()));
    }
    return alarm.unit() == null || metric.units().contains(alarm.unit())
        ? Optional.empty()
        : Optional.of(
            "unit: %s is not measured in %s.".formatted(alarm.metricName(), alarm.unit()));
  }

  private static Optional<String> ofTime(MetricAlarmSpec alarm) {
    if (alarm.period() < MINUTE || alarm.period() % MINUTE != 0) {
      return Optional.of("period: there is a datapoint a minute, so it must be a multiple of 60.");
    }
    if (alarm.evaluationPeriods() < 1) {
      return Optional.of("evaluationPeriods: must be at least 1.");
    }
    int longest = alarm.period() < HOUR ? DAY : WEEK;
    if ((long) alarm.period() * alarm.evaluationPeriods() > longest) {
      return Optional.of(
          "evaluationPeriods: times period it must not be more than %d seconds."
              .formatted(longest));
    }
    int enough = or(alarm.datapointsToAlarm(), 1);
    return enough < 1 || enough > alarm.evaluationPeriods()
        ? Optional.of("datapointsToAlarm: must be between 1 and evaluationPeriods.")
        : Optional.empty();
  }

  private static Optional<String> ofComparison(MetricAlarmSpec alarm) {
    boolean plain =
        switch (alarm.comparisonOperator()) {
          case GREATERTHANOREQUALTOTHRESHOLD,
              GREATERTHANTHRESHOLD,
              LESSTHANTHRESHOLD,
              LESSTHANOREQUALTOTHRESHOLD ->
              true;
          case LESSTHANLOWERORGREATERTHANUPPERTHRESHOLD,
              LESSTHANLOWERTHRESHOLD,
              GREATERTHANUPPERTHRESHOLD ->
              false;
        };
    if (!plain) {
      return Optional.of(
          "comparisonOperator: %s is for anomaly detection, which kube-ecs does not have."
              .formatted(alarm.comparisonOperator()));
    }
    return TREATMENTS.contains(or(alarm.treatMissingData(), "missing"))
        ? Optional.empty()
        : Optional.of(
            "treatMissingData: must be breaching, notBreaching, ignore or missing, but is %s."
                .formatted(alarm.treatMissingData()));
  }

  private static Optional<String> ofActions(MetricAlarmSpec alarm) {
    return Stream.of(StateValue.values())
        .flatMap(
            state ->
                MetricAlarms.actions(alarm.withActionsEnabled(true), state).stream()
                    .filter(action -> PolicyReference.parse(action).isEmpty())
                    .map(action -> field(state) + ": " + action))
        .findFirst()
        .map(
            action ->
                action
                    + " is no scaling policy of a service, and an alarm invokes nothing else here.");
  }

  private static String field(StateValue state) {
    return switch (state) {
      case OK -> "okActions";
      case ALARM -> "alarmActions";
      case INSUFFICIENT_DATA -> "insufficientDataActions";
    };
  }
}
