package dev.kubeecs.gateway.cloudwatch;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpec;
import dev.kubeecs.resources.alarm.MetricAlarmStatus;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.alarm.StateSetting;
import dev.kubeecs.resources.naming.Account;
import java.time.Instant;

/** An alarm as DescribeAlarms shows it. */
final class AlarmView {

  private AlarmView() {}

  static dev.kubeecs.api.cloudwatch.MetricAlarm of(Account account, MetricAlarm alarm) {
    MetricAlarmSpec spec = alarm.getSpec();
    Instant created = Instant.parse(alarm.getMetadata().getCreationTimestamp());
    MetricAlarmStatus status = status(alarm);
    return dev.kubeecs.api.cloudwatch.MetricAlarm.builder()
        .alarmName(MetricAlarms.name(alarm))
        .alarmArn(MetricAlarms.arn(account, alarm))
        .alarmDescription(spec.alarmDescription())
        .alarmConfigurationUpdatedTimestamp(or(spec.configurationUpdated(), created))
        .actionsEnabled(or(spec.actionsEnabled(), true))
        .okActions(asEmpty(spec.okActions()))
        .alarmActions(asEmpty(spec.alarmActions()))
        .insufficientDataActions(asEmpty(spec.insufficientDataActions()))
        .stateValue(status.stateValue())
        .stateReason(status.stateReason())
        .stateReasonData(status.stateReasonData())
        .stateUpdatedTimestamp(or(status.stateUpdatedTimestamp(), created))
        .stateTransitionedTimestamp(or(status.stateUpdatedTimestamp(), created))
        .metricName(spec.metricName())
        .namespace(spec.namespace())
        .statistic(spec.statistic())
        .dimensions(spec.dimensions())
        .period(spec.period())
        .unit(spec.unit())
        .evaluationPeriods(spec.evaluationPeriods())
        .datapointsToAlarm(spec.datapointsToAlarm())
        .threshold(spec.threshold())
        .comparisonOperator(spec.comparisonOperator())
        .treatMissingData(spec.treatMissingData())
        .build();
  }

  /** A state that was set is told at once. */
  private static MetricAlarmStatus status(MetricAlarm alarm) {
    MetricAlarmStatus told = MetricAlarms.status(alarm);
    StateSetting asked = alarm.getSpec().setState();
    return asked == null || asked.time().equals(told.stateSetTime())
        ? told
        : told.with(
            s ->
                s.stateValue(asked.stateValue())
                    .stateReason(asked.stateReason())
                    .stateReasonData(asked.stateReasonData())
                    .stateUpdatedTimestamp(asked.time()));
  }
}
