package dev.kubeecs.gateway.cloudwatch;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.cloudwatch.DeleteAlarmsInput;
import dev.kubeecs.api.cloudwatch.DisableAlarmActionsInput;
import dev.kubeecs.api.cloudwatch.EnableAlarmActionsInput;
import dev.kubeecs.api.cloudwatch.PutMetricAlarmInput;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.model.NoResponse;
import dev.kubeecs.resources.alarm.AlarmRules;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpec;
import dev.kubeecs.resources.alarm.MetricAlarmSpecBuilder;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** PutMetricAlarm, DeleteAlarms, EnableAlarmActions and DisableAlarmActions. */
@Singleton
final class AlarmOperations implements Handlers {

  private final KnownAlarms alarms;
  private final Clock clock;

  AlarmOperations(KnownAlarms alarms, Clock clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(PutMetricAlarmInput.class, this::put)
        .on(DeleteAlarmsInput.class, this::delete)
        .on(
            EnableAlarmActionsInput.class,
            (request, call) -> actions(call, request.alarmNames(), true))
        .on(
            DisableAlarmActionsInput.class,
            (request, call) -> actions(call, request.alarmNames(), false));
  }

  private NoResponse put(PutMetricAlarmInput request, Call call) {
    MetricAlarmSpec asked = spec(request);
    AlarmRules.violation(asked)
        .ifPresent(
            violation -> {
              throw CloudWatchErrors.invalid(violation);
            });
    Optional<MetricAlarm> present = alarms.find(call, request.alarmName());
    if (present.isEmpty() && alarms.store().create(alarm(call, asked, request)).isPresent()) {
      return NoResponse.DONE;
    }
    alarms
        .store()
        .edit(
            call.namespace(),
            present
                .map(alarm -> alarm.getMetadata().getName())
                .orElseGet(() -> ObjectNames.metricAlarm(request.alarmName())),
            copy -> {
              MetricAlarmSpec before = copy.getSpec();
              // Source: the API reference; an update leaves state and tags as they are.
              copy.setSpec(
                  asked.with(
                      s ->
                          s.alarmName(before.alarmName())
                              .setState(before.setState())
                              .tags(before.tags())));
              return copy;
            });
    return NoResponse.DONE;
  }

  private static MetricAlarm alarm(Call call, MetricAlarmSpec asked, PutMetricAlarmInput request) {
    MetricAlarm alarm = new MetricAlarm();
    alarm.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(ObjectNames.metricAlarm(request.alarmName()))
            .build());
    alarm.setSpec(
        asked.with(s -> s.alarmName(request.alarmName()).tags(AlarmTags.of(request.tags()))));
    return alarm;
  }

  private MetricAlarmSpec spec(PutMetricAlarmInput request) {
    require("MetricName", request.metricName());
    require("Namespace", request.namespace());
    require("Statistic", request.statistic());
    require("Period", request.period());
    require("EvaluationPeriods", request.evaluationPeriods());
    require("Threshold", request.threshold());
    require("ComparisonOperator", request.comparisonOperator());
    return MetricAlarmSpecBuilder.builder()
        .alarmDescription(request.alarmDescription())
        .actionsEnabled(or(request.actionsEnabled(), true))
        .okActions(request.okActions())
        .alarmActions(request.alarmActions())
        .insufficientDataActions(request.insufficientDataActions())
        .namespace(request.namespace())
        .metricName(request.metricName())
        .statistic(request.statistic())
        .dimensions(request.dimensions())
        .unit(request.unit())
        .period(request.period())
        .evaluationPeriods(request.evaluationPeriods())
        .datapointsToAlarm(request.datapointsToAlarm())
        .threshold(request.threshold())
        .comparisonOperator(request.comparisonOperator())
        .treatMissingData(request.treatMissingData())
        .configurationUpdated(now())
        .build();
  }

  private static void require(String member, Object value) {
    if (value == null) {
      throw CloudWatchErrors.invalid(member + " must be given.");
    }
  }

  /** Source: the API reference; names that are none do not keep the others from being deleted. */
  private NoResponse delete(DeleteAlarmsInput request, Call call) {
    request.alarmNames().forEach(name -> alarms.find(call, name).ifPresent(alarms.store()::delete));
    return NoResponse.DONE;
  }

  private NoResponse actions(Call call, List<String> names, boolean enabled) {
    names.forEach(
        name ->
            alarms
                .find(call, name)
                .ifPresent(
                    alarm ->
                        alarms.change(
                            alarm,
                            spec ->
                                spec.with(
                                    s -> s.actionsEnabled(enabled).configurationUpdated(now())))));
    return NoResponse.DONE;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
