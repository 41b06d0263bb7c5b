package dev.kubeecs.operator.alarm.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.resources.alarm.MetricAlarmSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Why an alarm is in a state, in CloudWatch's words. */
final class StateReason {

  private static final JsonMapper JSON = new JsonMapper();

  private StateReason() {}

  /**
   * The sentence of a state that was found.
   *
   * @param known the datapoints that it was found by
   */
  static String words(StateValue state, Evaluation evaluation, List<Double> known) {
    if (state == StateValue.INSUFFICIENT_DATA || known.isEmpty()) {
      return "%s: %d datapoints were unknown."
          .formatted(
              state == StateValue.INSUFFICIENT_DATA ? "Insufficient Data" : "No datapoints",
              evaluation.evaluationPeriods());
    }
    boolean alarm = state == StateValue.ALARM;
    long counting =
        known.stream().filter(value -> evaluation.threshold().isBreachedBy(value) == alarm).count();
    int enough =
        alarm
            ? evaluation.datapointsToAlarm()
            : evaluation.evaluationPeriods() - evaluation.datapointsToAlarm() + 1;
    return ("Threshold Crossed: %d out of the last %d datapoints %s %s%s %s (minimum %d datapoint%s for"
            + " %s transition).")
        .formatted(
            counting,
            evaluation.evaluationPeriods(),
            known,
            counting == 1 ? "was" : "were",
            alarm ? "" : " not",
            evaluation.threshold().words(),
            enough,
            enough == 1 ? "" : "s",
            alarm ? "OK -> ALARM" : "ALARM -> OK");
  }

  /** The same as JSON. */
  static String data(MetricAlarmSpec alarm, List<Double> known, Instant now) {
    try {
      return JSON.writeValueAsString(
          new Data(
              "1.0",
              now.toString(),
              alarm.statistic().toString(),
              alarm.period(),
              known,
              alarm.threshold()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The datapoints that such JSON tells; none if it is none. */
  static List<Double> recentDatapoints(String data) {
    List<Double> datapoints = new ArrayList<>();
    try {
      JsonNode tree = data == null ? JSON.nullNode() : JSON.readTree(data);
      tree.path("recentDatapoints")
          .forEach(
              point -> {
                if (point.isNumber()) {
                  datapoints.add(point.asDouble());
                }
              });
    } catch (JsonProcessingException e) {
      return List.of();
    }
    return datapoints;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({
    "version",
    "queryDate",
    "statistic",
    "period",
    "recentDatapoints",
    "threshold"
  })
  private record Data(
      String version,
      String queryDate,
      String statistic,
      Integer period,
      List<Double> recentDatapoints,
      Double threshold) {}
}
