package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.MetricAggregationType;
import dev.kubeecs.api.applicationautoscaling.StepAdjustment;
import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmStatus;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatus;
import dev.kubeecs.resources.autoscaling.StepRules;
import dev.kubeecs.resources.autoscaling.StepScaling;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A policy that an alarm invokes, each time that the alarm is evaluated and remains in a state
 * whose action it is. Source: the Application Auto Scaling user guide, step scaling policies; the
 * CloudWatch API reference, which tells that actions of scaling are repeated.
 *
 * @param policy the steps
 * @param alarms those whose present state invokes it
 * @param before when it was last invoked, and last scaled
 */
record StepScalingPolicy(StepScaling policy, List<MetricAlarm> alarms, ScalingPolicyStatus before)
    implements Policy {

  private static final double PERCENT = 100;

  StepScalingPolicy {
    alarms = List.copyOf(alarms);
  }

  @Override
  public Verdict verdict(int desired, Instant now) {
    Optional<StepAdjustment> step = invoking().flatMap(this::step);
    if (step.isEmpty()) {
      return new Verdict.Abstain();
    }
    int adjustment = step.get().scalingAdjustment();
    // What was added within the cooldown counts as part of what is to be added.
    int out = adjusted(coolsAfterScaleOut(now) ? before.scaledOutFrom() : desired, adjustment);
    if (out > desired) {
      return new Verdict.ScaleOut(out);
    }
    int in = adjusted(desired, adjustment);
    return in < desired && !Cooldown.lasts(before.lastScaleIn(), policy.cooldown(), now)
        ? new Verdict.StepIn(in)
        : new Verdict.Abstain();
  }

  @Override
  public ScalingPolicyStatus told() {
    // It has alarms of its own no longer, if it has tracked a target before.
    ScalingPolicyStatus told = before.with(s -> s.metricValue(null).alarmHigh(null).alarmLow(null));
    return invoking()
        .map(alarm -> told.withLastInvocation(MetricAlarms.status(alarm).evaluatedAt()))
        .orElse(told);
  }

  @Override
  public boolean coolsAfterScaleOut(Instant now) {
    return before.scaledOutFrom() != null
        && Cooldown.lasts(before.lastScaleOut(), policy.cooldown(), now);
  }

  @Override
  public String alarm(boolean out) {
    return invoking().map(MetricAlarms::name).orElseThrow();
  }

  @Override
  public StateValue alarmState() {
    return invoking().map(alarm -> MetricAlarms.status(alarm).stateValue()).orElseThrow();
  }

  /** The alarm that was evaluated since it was last invoked. */
  private Optional<MetricAlarm> invoking() {
    return alarms.stream()
        .filter(alarm -> MetricAlarms.status(alarm).evaluatedAt() != null)
        .max(Comparator.comparing(alarm -> MetricAlarms.status(alarm).evaluatedAt()))
        .filter(
            alarm ->
                before.lastInvocation() == null
                    || MetricAlarms.status(alarm).evaluatedAt().isAfter(before.lastInvocation()));
  }

  /** The step for how far the metric is beyond the threshold: just at it, where nobody tells. */
  private Optional<StepAdjustment> step(MetricAlarm alarm) {
    double threshold = alarm.getSpec().threshold();
    double beyond = metric(MetricAlarms.status(alarm)).orElse(threshold) - threshold;
    return policy.stepAdjustments().stream()
        .filter(
            step ->
                beyond >= 0
                    ? beyond >= StepRules.lower(step) && beyond < StepRules.upper(step)
                    : beyond > StepRules.lower(step) && beyond <= StepRules.upper(step))
        .findFirst()
        .or(
            () ->
                // At the threshold itself an alarm on what is less is met by the step below it.
                policy.stepAdjustments().stream()
                    .filter(step -> beyond == 0 && StepRules.upper(step) == 0)
                    .findFirst());
  }

  private Optional<Double> metric(MetricAlarmStatus alarm) {
    double[] known =
        asEmpty(alarm.recentDatapoints()).stream().mapToDouble(Double::doubleValue).toArray();
    return known.length == 0
        ? Optional.empty()
        : Optional.of(
            switch (or(policy.metricAggregationType(), MetricAggregationType.AVERAGE)) {
              case AVERAGE -> DoubleStream.of(known).average().orElseThrow();
              case MINIMUM -> DoubleStream.of(known).min().orElseThrow();
              case MAXIMUM -> DoubleStream.of(known).max().orElseThrow();
            });
  }

  private int adjusted(int capacity, int adjustment) {
    long wanted =
        switch (policy.adjustmentType()) {
          case CHANGEINCAPACITY -> (long) capacity + adjustment;
          case EXACTCAPACITY -> adjustment;
          case PERCENTCHANGEINCAPACITY -> capacity + percent(capacity, adjustment);
        };
    return Math.clamp(wanted, 0, Integer.MAX_VALUE);
  }

  /** Rounded towards nought, but a change of less than one task is one of one task. */
  private long percent(int capacity, int adjustment) {
    if (adjustment == 0) {
      return 0;
    }
    long change = (long) (capacity * (adjustment / PERCENT));
    long least = or(policy.minAdjustmentMagnitude(), 1);
    return Math.abs(change) >= least ? change : Integer.signum(adjustment) * least;
  }
}
