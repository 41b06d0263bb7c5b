package dev.kubeecs.resources.autoscaling;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.AdjustmentType;
import dev.kubeecs.api.applicationautoscaling.StepAdjustment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the steps of a policy must lie. Source: the Application Auto Scaling user guide, step
 * adjustments.
 */
public final class StepRules {

  private StepRules() {}

  /** What is wrong first; empty if nothing is. */
  public static Optional<String> violation(StepScaling steps) {
    if (steps.stepAdjustments().stream()
        .anyMatch(
            step ->
                step.metricIntervalLowerBound() == null
                    && step.metricIntervalUpperBound() == null)) {
      return Optional.of(
          "stepAdjustments: metricIntervalLowerBound, metricIntervalUpperBound or both must be"
              + " given in each.");
    }
    if (steps.stepAdjustments().stream().anyMatch(step -> lower(step) >= upper(step))) {
      return Optional.of(
          "stepAdjustments: metricIntervalLowerBound must be less than metricIntervalUpperBound.");
    }
    if (steps.minAdjustmentMagnitude() != null
        && steps.adjustmentType() != AdjustmentType.PERCENTCHANGEINCAPACITY) {
      return Optional.of(
          "minAdjustmentMagnitude: belongs to the adjustmentType PercentChangeInCapacity.");
    }
    if (steps.adjustmentType() == AdjustmentType.EXACTCAPACITY
        && steps.stepAdjustments().stream().anyMatch(step -> step.scalingAdjustment() < 0)) {
      return Optional.of(
          "stepAdjustments: scalingAdjustment of ExactCapacity is a count, which cannot be"
              + " negative.");
    }
    return gaps(
        steps.stepAdjustments().stream()
            .sorted(Comparator.comparingDouble(StepRules::lower))
            .toList());
  }

  /** Where a step begins, relative to the threshold; minus infinity where it is open. */
  public static double lower(StepAdjustment step) {
    return or(step.metricIntervalLowerBound(), Double.NEGATIVE_INFINITY);
  }

  /** Where a step ends, relative to the threshold; infinity where it is open. */
  public static double upper(StepAdjustment step) {
    return or(step.metricIntervalUpperBound(), Double.POSITIVE_INFINITY);
  }

  private static Optional<String> gaps(List<StepAdjustment> inOrder) {
    for (int i = 1; i < inOrder.size(); i++) {
      if (upper(inOrder.get(i - 1)) != lower(inOrder.get(i))) {
        return Optional.of("stepAdjustments: there cannot be gaps or overlaps between intervals.");
      }
    }
    if (lower(inOrder.getFirst()) < 0 && lower(inOrder.getFirst()) != Double.NEGATIVE_INFINITY) {
      return Optional.of(
          "stepAdjustments: of intervals below the threshold one must have no"
              + " metricIntervalLowerBound.");
    }
    return upper(inOrder.getLast()) > 0 && upper(inOrder.getLast()) != Double.POSITIVE_INFINITY
        ? Optional.of(
            "stepAdjustments: of intervals above the threshold one must have no"
                + " metricIntervalUpperBound.")
        : Optional.empty();
  }
}
