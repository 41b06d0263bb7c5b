package dev.kubeecs.operator.autoscaling;

import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatus;
import java.time.Instant;

/** A policy of a scalable target, with all that its verdict depends on. */
sealed interface Policy permits TargetTrackingPolicy, StepScalingPolicy {

  /**
   * What the policy wants.
   *
   * @param desired how many tasks the service aims at now
   */
  Verdict verdict(int desired, Instant now);

  /** What was told of it, from when it last scaled on. */
  ScalingPolicyStatus before();

  /** What is told of it, if it does not scale. */
  ScalingPolicyStatus told();

  /** Whether the cooldown after scaling out lasts. */
  boolean coolsAfterScaleOut(Instant now);

  /** The name of the alarm by which it scales out, or in. */
  String alarm(boolean out);

  /** The state of that alarm, whose action the policy is. */
  StateValue alarmState();
}
