package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What the operator tells of a scalable target. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScalableTargetStatus(
    @JsonPropertyDescription("Amazon Resource Name of the scalable target.")
        String scalableTargetARN,
    @JsonPropertyDescription("The minCapacity that the desired count was last brought to.")
        Integer minCapacity,
    @JsonPropertyDescription("The maxCapacity that the desired count was last brought to.")
        Integer maxCapacity,
    @JsonPropertyDescription("The policies: their alarms and when they last scaled.")
        List<ScalingPolicyStatus> scalingPolicies,
    @JsonPropertyDescription("The scheduled actions: when they were and will be carried out.")
        List<ScheduledActionStatus> scheduledActions,
    @JsonPropertyDescription("The last 100 scaling activities, newest first.")
        List<ScalingActivityStatus> activities,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements ScalableTargetStatusBuilder.With, StatusWithConditions {

  /** The status before the operator has told any. */
  public static final ScalableTargetStatus NONE = ScalableTargetStatusBuilder.builder().build();

  public ScalableTargetStatus {
    scalingPolicies = Immutable.copy(scalingPolicies);
    scheduledActions = Immutable.copy(scheduledActions);
    activities = Immutable.copy(activities);
    conditions = Immutable.copy(conditions);
  }
}
