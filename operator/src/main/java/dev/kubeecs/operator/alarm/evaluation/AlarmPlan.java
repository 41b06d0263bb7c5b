package dev.kubeecs.operator.alarm.evaluation;

import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.resources.alarm.MetricAlarmStatus;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.alarm.StateSetting;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What is to be told of an alarm.
 *
 * @param status the status
 * @param lookAgainAt when to look again even if nothing happens
 */
record AlarmPlan(MetricAlarmStatus status, Optional<Instant> lookAgainAt) {

  /** Decides. */
  static AlarmPlan of(WatchedMetric watched) {
    Long generation = watched.alarm().getMetadata().getGeneration();
    return new AlarmPlan(
        state(watched)
            .with(
                s ->
                    s.alarmArn(MetricAlarms.arn(watched.account(), watched.alarm()))
                        .observedGeneration(generation)
                        .conditions(conditions(watched, generation))),
        watched.metric().map(Measured::next));
  }

  /** A state that is set holds until there is a newer datapoint. */
  private static MetricAlarmStatus state(WatchedMetric watched) {
    MetricAlarmStatus before = watched.before();
    StateSetting asked = watched.spec().setState();
    if (asked != null && !asked.time().equals(before.stateSetTime())) {
      return set(watched, asked);
    }
    return watched
        .metric()
        .filter(
            measured ->
                before.stateUpdatedTimestamp() == null
                    || measured.taken().isAfter(before.stateUpdatedTimestamp()))
        .map(measured -> evaluated(watched, measured))
        .orElse(before);
  }

  private static MetricAlarmStatus set(WatchedMetric watched, StateSetting asked) {
    return watched
        .before()
        .with(
            s ->
                s.stateValue(asked.stateValue())
                    .stateReason(asked.stateReason())
                    .stateReasonData(asked.stateReasonData())
                    .stateUpdatedTimestamp(watched.now())
                    .evaluatedAt(watched.now())
                    .recentDatapoints(StateReason.recentDatapoints(asked.stateReasonData()))
                    .stateSetTime(asked.time()));
  }

  private static MetricAlarmStatus evaluated(WatchedMetric watched, Measured measured) {
    MetricAlarmStatus before = watched.before();
    Evaluation evaluation = WatchedMetric.evaluation(watched.spec());
    List<Optional<Double>> periods = watched.periods(measured).values();
    List<Double> known = evaluation.known(periods);
    StateValue state = evaluation.state(periods).orElse(before.stateValue());
    boolean other = state != before.stateValue();
    boolean told = other || !MetricAlarms.actions(watched.spec(), state).isEmpty();
    MetricAlarmStatus after =
        told ? before.with(s -> s.evaluatedAt(measured.taken()).recentDatapoints(known)) : before;
    return other
        ? after.with(
            s ->
                s.stateValue(state)
                    .stateReason(StateReason.words(state, evaluation, known))
                    .stateReasonData(StateReason.data(watched.spec(), known, watched.now()))
                    .stateUpdatedTimestamp(watched.now()))
        : after;
  }

  private static List<Condition> conditions(WatchedMetric watched, Long generation) {
    Conditions conditions = new Conditions(Clock.fixed(watched.now(), ZoneOffset.UTC));
    List<Condition> before = watched.before().conditions();
    return watched
        .problem()
        .map(
            problem -> conditions.notReady(before, problem.reason(), problem.message(), generation))
        .orElseGet(() -> conditions.ready(before, generation));
  }
}
