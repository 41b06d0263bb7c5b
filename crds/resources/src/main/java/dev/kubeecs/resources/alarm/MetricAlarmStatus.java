package dev.kubeecs.resources.alarm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What the operator tells of an alarm. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetricAlarmStatus(
    @JsonPropertyDescription("Amazon Resource Name of the alarm.") String alarmArn,
    @JsonPropertyDescription("OK, ALARM or INSUFFICIENT_DATA.") StateValue stateValue,
    @JsonPropertyDescription("Why it is in that state, for people.") String stateReason,
    @JsonPropertyDescription("Why it is in that state, as JSON.") String stateReasonData,
    @JsonPropertyDescription("When it came into that state, or was set to it.")
        Instant stateUpdatedTimestamp,
    @JsonPropertyDescription(
            "When the state was found last; told while it has actions, which it invokes each time.")
        Instant evaluatedAt,
    @JsonPropertyDescription("The datapoints by which it was found then, the newest last.")
        List<Double> recentDatapoints,
    @JsonPropertyDescription("The time of the SetAlarmState that was carried out last.")
        Instant stateSetTime,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements MetricAlarmStatusBuilder.With, StatusWithConditions {

  /** The status before the operator has told any, in CloudWatch's words. */
  public static final MetricAlarmStatus NONE =
      MetricAlarmStatusBuilder.builder()
          .stateValue(StateValue.INSUFFICIENT_DATA)
          .stateReason("Unchecked: Initial alarm creation")
          .build();

  public MetricAlarmStatus {
    recentDatapoints = Immutable.copy(recentDatapoints);
    conditions = Immutable.copy(conditions);
  }
}
