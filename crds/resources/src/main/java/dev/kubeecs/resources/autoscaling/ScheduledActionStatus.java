package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** What the operator tells of a scheduled action. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScheduledActionStatus(
    @JsonPropertyDescription("Name of the action.") String scheduledActionName,
    @JsonPropertyDescription("The schedule that these times are of.") String schedule,
    @JsonPropertyDescription("Until when the schedule has been followed.") Instant followedUntil,
    @JsonPropertyDescription("When the action will be carried out next; absent if never again.")
        Instant nextTime) {}
