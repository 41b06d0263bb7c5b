package dev.kubeecs.gateway.cloudwatch;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.cloudwatch.AlarmType;
import dev.kubeecs.api.cloudwatch.DescribeAlarmsForMetricInput;
import dev.kubeecs.api.cloudwatch.DescribeAlarmsForMetricOutput;
import dev.kubeecs.api.cloudwatch.DescribeAlarmsInput;
import dev.kubeecs.api.cloudwatch.DescribeAlarmsOutput;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** DescribeAlarms and DescribeAlarmsForMetric. */
@Singleton
final class AlarmQueries implements Handlers {

  /** Source: the API reference, MaxRecords. */
  private static final int MOST = 100;

  private static final int USUAL = 50;

  private final KnownAlarms alarms;

  AlarmQueries(KnownAlarms alarms) {
    this.alarms = alarms;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeAlarmsInput.class, this::describe)
        .on(DescribeAlarmsForMetricInput.class, this::describeForMetric);
  }

  private DescribeAlarmsOutput describe(DescribeAlarmsInput request, Call call) {
    List<String> names = asEmpty(request.alarmNames());
    if (!names.isEmpty() && request.alarmNamePrefix() != null) {
      throw CloudWatchErrors.invalid("AlarmNames and AlarmNamePrefix cannot both be given.");
    }
    List<AlarmType> types = asEmpty(request.alarmTypes());
    List<dev.kubeecs.api.cloudwatch.MetricAlarm> found =
        views(call)
            .filter(alarm -> types.isEmpty() || types.contains(AlarmType.METRICALARM))
            .filter(alarm -> names.isEmpty() || names.contains(alarm.alarmName()))
            .filter(alarm -> starts(alarm.alarmName(), request.alarmNamePrefix()))
            .filter(alarm -> isOrAny(request.stateValue(), alarm.stateValue()))
            .filter(
                alarm ->
                    request.actionPrefix() == null
                        || actions(alarm).anyMatch(a -> starts(a, request.actionPrefix())))
            .toList();
    Page<dev.kubeecs.api.cloudwatch.MetricAlarm> page =
        page(call, request).of(found, dev.kubeecs.api.cloudwatch.MetricAlarm::alarmName);
    return new DescribeAlarmsOutput(List.of(), page.items(), List.of(), page.nextToken());
  }

  private static PageRequest page(Call call, DescribeAlarmsInput request) {
    try {
      return PageRequest.of(call, request.maxRecords(), request.nextToken(), USUAL, MOST);
    } catch (AwsException e) {
      throw new AwsException("InvalidNextToken", e.getMessage());
    }
  }

  private DescribeAlarmsForMetricOutput describeForMetric(
      DescribeAlarmsForMetricInput request, Call call) {
    return new DescribeAlarmsForMetricOutput(
        views(call)
            .filter(alarm -> alarm.metricName().equals(request.metricName()))
            .filter(alarm -> alarm.namespace().equals(request.namespace()))
            .filter(alarm -> isOrAny(request.statistic(), alarm.statistic()))
            .filter(alarm -> isOrAny(request.period(), alarm.period()))
            .filter(alarm -> isOrAny(request.unit(), alarm.unit()))
            .filter(
                alarm ->
                    asEmpty(request.dimensions()).isEmpty()
                        || new HashSet<>(request.dimensions())
                            .equals(new HashSet<>(alarm.dimensions())))
            .sorted(Comparator.comparing(dev.kubeecs.api.cloudwatch.MetricAlarm::alarmName))
            .toList());
  }

  private Stream<dev.kubeecs.api.cloudwatch.MetricAlarm> views(Call call) {
    return alarms.all(call).stream().map(alarm -> AlarmView.of(call.account(), alarm));
  }

  private static Stream<String> actions(dev.kubeecs.api.cloudwatch.MetricAlarm alarm) {
    return Stream.of(alarm.okActions(), alarm.alarmActions(), alarm.insufficientDataActions())
        .flatMap(List::stream);
  }

  private static boolean starts(String text, String prefix) {
    return prefix == null || text.startsWith(prefix);
  }

  private static boolean isOrAny(Object wanted, Object value) {
    return wanted == null || Objects.equals(wanted, value);
  }
}
