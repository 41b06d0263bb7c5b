package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.gateway.applicationautoscaling.ScalingErrors.invalid;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.PutScalingPolicyRequest;
import dev.kubeecs.api.applicationautoscaling.StepScalingPolicyConfiguration;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.StepRules;
import dev.kubeecs.resources.autoscaling.StepScaling;
import java.util.Optional;

/** What a policy that goes by steps must be, beyond what the model says. */
final class StepPolicyRules {

  /** Source: quotas of Application Auto Scaling, step adjustments per scaling policy. */
  private static final int MOST = 20;

  private StepPolicyRules() {}

  /**
   * The steps that a policy has after a request.
   *
   * @param before the policy before it
   */
  static StepScaling steps(PutScalingPolicyRequest request, ScalingPolicySpec before) {
    StepScalingPolicyConfiguration given = request.stepScalingPolicyConfiguration();
    if (given == null) {
      return Optional.ofNullable(before.stepScalingPolicyConfiguration())
          .orElseThrow(() -> invalid("StepScalingPolicyConfiguration must be given."));
    }
    if (given.adjustmentType() == null) {
      throw invalid("StepScalingPolicyConfiguration: AdjustmentType must be given.");
    }
    if (asEmpty(given.stepAdjustments()).isEmpty()) {
      throw invalid("StepScalingPolicyConfiguration: StepAdjustments must be given.");
    }
    if (given.stepAdjustments().size() > MOST) {
      throw ScalingErrors.limit(MOST, "step adjustments in a policy");
    }
    if (or(given.cooldown(), 0) < 0 || or(given.minAdjustmentMagnitude(), 1) < 1) {
      throw invalid(
          "StepScalingPolicyConfiguration: Cooldown must not be negative, and"
              + " MinAdjustmentMagnitude must be at least 1.");
    }
    StepScaling steps =
        new StepScaling(
            given.adjustmentType(),
            given.stepAdjustments(),
            given.minAdjustmentMagnitude(),
            given.cooldown(),
            given.metricAggregationType());
    StepRules.violation(steps)
        .ifPresent(
            violation -> {
              throw invalid("StepScalingPolicyConfiguration: %s", violation);
            });
    return steps;
  }
}
