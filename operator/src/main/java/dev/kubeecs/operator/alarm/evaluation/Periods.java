package dev.kubeecs.operator.alarm.evaluation;

import dev.kubeecs.api.cloudwatch.Statistic;
import dev.kubeecs.operator.autoscaling.metric.Datapoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The periods that an alarm looks at, made of datapoints of a minute.
 *
 * @param values of each whole period, the newest last; empty where nothing was measured in it
 */
record Periods(List<Optional<Double>> values) {

  Periods {
    values = List.copyOf(values);
  }

  /**
   * The last of them; those that began before anything was measured are left out.
   *
   * @param minutes the datapoints, the newest last
   * @param length minutes of a period
   * @param most how many are wanted
   */
  static Periods of(List<Optional<Datapoint>> minutes, int length, int most, Statistic statistic) {
    List<Optional<Double>> values = new ArrayList<>();
    for (int end = minutes.size(); end >= length && values.size() < most; end -= length) {
      List<Datapoint> known =
          minutes.subList(end - length, end).stream().flatMap(Optional::stream).toList();
      values.add(known.isEmpty() ? Optional.empty() : Optional.of(value(known, statistic)));
    }
    Collections.reverse(values);
    return new Periods(values);
  }

  private static double value(List<Datapoint> known, Statistic statistic) {
    return switch (statistic) {
      case AVERAGE ->
          known.stream().mapToDouble(point -> point.value() * point.tasks()).sum()
              / known.stream().mapToInt(Datapoint::tasks).sum();
      case SUM -> known.stream().mapToDouble(Datapoint::value).sum();
      case MINIMUM -> known.stream().mapToDouble(Datapoint::least).min().orElseThrow();
      case MAXIMUM -> known.stream().mapToDouble(Datapoint::most).max().orElseThrow();
      case SAMPLECOUNT -> known.stream().mapToInt(Datapoint::tasks).sum();
    };
  }
}
