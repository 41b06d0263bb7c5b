package dev.kubeecs.operator.alarm.evaluation;

import dev.kubeecs.api.cloudwatch.StateValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the periods of an alarm come to. Source: the CloudWatch user guide, alarm evaluation and how
 * alarms treat missing data.
 *
 * @param threshold what the metric must not be
 * @param evaluationPeriods how many periods are looked at
 * @param datapointsToAlarm in how many of them the metric must be beyond the threshold
 * @param treatMissingData how a period without datapoint counts
 */
record Evaluation(
    Threshold threshold,
    int evaluationPeriods,
    int datapointsToAlarm,
    MissingData treatMissingData) {

  /** How far back it is looked for datapoints that are there, when some are missing. */
  private static final int MORE_PERIODS = 2;

  /** How many periods it needs to know. */
  int range() {
    return evaluationPeriods + MORE_PERIODS;
  }

  /**
   * The state; empty where it stays what it is.
   *
   * @param values of the last periods, at most {@link #range}, the newest last
   */
  Optional<StateValue> state(List<Optional<Double>> values) {
    List<Double> known = known(values);
    long breaching = known.stream().filter(threshold::isBreachedBy).count();
    if (breaching >= datapointsToAlarm) {
      return Optional.of(StateValue.ALARM);
    }
    if (values.size() < evaluationPeriods) {
      // What was before the operator looked is not missing, but unknown.
      return known.size() - breaching > evaluationPeriods - datapointsToAlarm
          ? Optional.of(StateValue.OK)
          : Optional.empty();
    }
    int missing = evaluationPeriods - known.size();
    if (missing == 0) {
      return Optional.of(StateValue.OK);
    }
    boolean within = breaching < known.size();
    return switch (treatMissingData) {
      case BREACHING ->
          Optional.of(breaching + missing >= datapointsToAlarm ? StateValue.ALARM : StateValue.OK);
      case NOT_BREACHING -> Optional.of(StateValue.OK);
      case IGNORE -> within ? Optional.of(StateValue.OK) : Optional.empty();
      case MISSING ->
          known.isEmpty()
              ? Optional.of(StateValue.INSUFFICIENT_DATA)
              : within
                  ? Optional.of(StateValue.OK)
                  : Optional.of(StateValue.ALARM).filter(alarm -> isOldEnough(values));
    };
  }

  /** The datapoints that count: the newest that are there, as many as periods are looked at. */
  List<Double> known(List<Optional<Double>> values) {
    List<Double> known = new ArrayList<>(values.stream().flatMap(Optional::stream).toList());
    return known.subList(Math.max(0, known.size() - evaluationPeriods), known.size());
  }

  /**
   * Whether datapoints that are all beyond the threshold, and too few, are an alarm all the same:
   * when the oldest is as old as so many periods. A newer one might be followed by one within.
   */
  private boolean isOldEnough(List<Optional<Double>> values) {
    int oldest = 0;
    while (values.get(oldest).isEmpty()) {
      oldest++;
    }
    return values.size() - oldest >= datapointsToAlarm;
  }
}
