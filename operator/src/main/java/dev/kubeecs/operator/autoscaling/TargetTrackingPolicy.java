package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.operator.autoscaling.metric.Datapoint;
import dev.kubeecs.operator.autoscaling.metric.Datapoints;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatus;
import dev.kubeecs.resources.autoscaling.TargetTracking;
import java.time.Instant;

/**
 * A policy that keeps a metric at a value, with the alarms that AWS makes for it: it scales out
 * when the metric was above the target in three periods on end, and in when it was below nine
 * tenths of it in fifteen. Source: the Application Auto Scaling user guide, target tracking.
 *
 * @param target the scalable target that it belongs to
 * @param policy what is to be kept
 * @param metric what was measured
 * @param before when it last scaled
 */
record TargetTrackingPolicy(
    ScalableTarget target, TargetTracking policy, Datapoints metric, ScalingPolicyStatus before)
    implements Policy {

  private static final double TENTHS = 10;

  private static final int PERIODS_OUT = 3;
  private static final int PERIODS_IN = Datapoints.KEPT;
  private static final double LOW = 0.9;

  /** Whether the alarm that scales out is in the state ALARM. */
  boolean alarmHigh() {
    return metric.last(PERIODS_OUT, value -> value > policy.targetValue());
  }

  /** Whether the alarm that scales in is in the state ALARM. */
  boolean alarmLow() {
    return !or(policy.disableScaleIn(), false)
        && metric.last(PERIODS_IN, value -> value < LOW * policy.targetValue());
  }

  @Override
  public Verdict verdict(int desired, Instant now) {
    if (alarmHigh()) {
      Datapoint newest = metric.newest().orElseThrow();
      return new Verdict.ScaleOut(Math.max(desired, wanted(base(newest, now), newest.value())));
    }
    if (or(policy.disableScaleIn(), false)) {
      return new Verdict.Abstain();
    }
    if (alarmLow() && !Cooldown.lasts(before.lastScaleIn(), policy.scaleInCooldown(), now)) {
      return new Verdict.ScaleIn(
          Math.min(desired, wanted(desired, metric.newest().orElseThrow().value())));
    }
    return new Verdict.Stay();
  }

  /** What was added within the cooldown counts as part of what is to be added. */
  private int base(Datapoint newest, Instant now) {
    return coolsAfterScaleOut(now)
        ? Math.min(newest.tasks(), before.scaledOutFrom())
        : newest.tasks();
  }

  @Override
  public boolean coolsAfterScaleOut(Instant now) {
    return before.scaledOutFrom() != null
        && Cooldown.lasts(before.lastScaleOut(), policy.scaleOutCooldown(), now);
  }

  @Override
  public String alarm(boolean out) {
    return out
        ? ScalableTargets.alarmHigh(target, before.policyName())
        : ScalableTargets.alarmLow(target, before.policyName());
  }

  @Override
  public StateValue alarmState() {
    return StateValue.ALARM;
  }

  @Override
  public ScalingPolicyStatus told() {
    return before.with(
        s ->
            s.metricValue(
                    metric
                        .newest()
                        .map(point -> Math.round(point.value() * TENTHS) / TENTHS)
                        .orElse(null))
                .alarmHigh(alarmHigh())
                .alarmLow(alarmLow()));
  }

  private int wanted(int tasks, double value) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(tasks * value / policy.targetValue()));
  }
}
