package dev.kubeecs.benchmarks;

import java.util.Locale;

/**
 * Ours beside plain Kubernetes, measured in turn in one run.
 *
 * @param ours the n-th value was measured next to the n-th of plain
 */
record Comparison(String name, double[] ours, double[] plain) {

  /** The ratio of the medians, and how far the ratio of neighbours spreads. */
  String report(String target) {
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours[i] / plain[i];
    }
    Sample spread = Sample.of(ratios);
    return String.format(
        Locale.ROOT,
        "%s%n  kube-ecs  %s%n  plain     %s%n  ratio     %.2f of the medians (pairwise quartiles %.2f … %.2f); target %s",
        name,
        Sample.of(ours).inMilliseconds(),
        Sample.of(plain).inMilliseconds(),
        Sample.of(ours).median() / Sample.of(plain).median(),
        spread.quantile(0.25),
        spread.quantile(0.75),
        target);
  }
}
