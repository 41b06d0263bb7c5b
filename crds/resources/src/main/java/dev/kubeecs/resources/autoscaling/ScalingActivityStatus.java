package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.applicationautoscaling.ScalingActivityStatusCode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** Something that scaling did, in the words of DescribeScalingActivities. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScalingActivityStatus(
    @JsonPropertyDescription("Id of the activity.") String activityId,
    @JsonPropertyDescription("What was to be done.") String description,
    @JsonPropertyDescription("Why.") String cause,
    @JsonPropertyDescription("When it began.") Instant startTime,
    @JsonPropertyDescription("When it had ended.") Instant endTime,
    @JsonPropertyDescription("How far it is.") ScalingActivityStatusCode statusCode,
    @JsonPropertyDescription("How far it is, in a sentence.") String statusMessage,
    @JsonPropertyDescription("The desired count that it sets, where it sets one.")
        Integer desiredCount)
    implements ScalingActivityStatusBuilder.With {}
