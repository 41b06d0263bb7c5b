package dev.kubeecs.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * Measured values of one thing, all in the same unit.
 *
 * @param values sorted
 */
record Sample(double[] values) {

  static Sample of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Sample(sorted);
  }

  double median() {
    return quantile(0.5);
  }

  /** The value that a share of all do not exceed. */
  double quantile(double share) {
    int index = (int) Math.ceil(share * values.length) - 1;
    return values[Math.clamp(index, 0, values.length - 1)];
  }

  /** Median and the middle half: how far the values spread. */
  String inMilliseconds() {
    return String.format(
        Locale.ROOT,
        "median %.1f ms (quartiles %.1f … %.1f, %d runs)",
        median() * 1e3,
        quantile(0.25) * 1e3,
        quantile(0.75) * 1e3,
        values.length);
  }
}
