package dev.kubeecs.resources.alarm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.cloudwatch.StateValue;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** What SetAlarmState takes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StateSetting(
    @JsonPropertyDescription("The state.") @Required StateValue stateValue,
    @JsonPropertyDescription("Why, for people.") String stateReason,
    @JsonPropertyDescription(
            "Why, as JSON: scaling policies choose their step by its recentDatapoints.")
        String stateReasonData,
    @JsonPropertyDescription("When it was asked for: each time is carried out once.") @Required
        Instant time) {}
