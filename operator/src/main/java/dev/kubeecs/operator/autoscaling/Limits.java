package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.ScalableTargetAction;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpec;

/** Between which the desired count is scaled. */
record Limits(int min, int max) {

  static Limits of(ScalableTargetSpec spec) {
    return new Limits(spec.minCapacity(), spec.maxCapacity());
  }

  /** The nearest count within them. */
  int nearest(int count) {
    return Math.max(min, Math.min(max, count));
  }

  /** These as a scheduled action leaves them. */
  Limits after(ScalableTargetAction action) {
    return new Limits(or(action.minCapacity(), min), or(action.maxCapacity(), max));
  }

  boolean areValid() {
    return min <= max;
  }
}
