package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.applicationautoscaling.ScalableTargetAction;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** What PutScheduledAction takes. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "has(self.scalableTargetAction.minCapacity) || has(self.scalableTargetAction.maxCapacity)",
    message = "scalableTargetAction needs minCapacity, maxCapacity or both",
    fieldPath = ".scalableTargetAction")
public record ScheduledActionSpec(
    @JsonPropertyDescription("Name of the action.") @Required @Size(min = 1, max = 256)
        String scheduledActionName,
    @JsonPropertyDescription(
            "When: at(yyyy-mm-ddThh:mm:ss), rate(<n> minutes) or cron(<minutes> <hours> <day of "
                + "month> <month> <day of week> <year>).")
        @Required
        @Size(min = 1, max = 1600)
        String schedule,
    @JsonPropertyDescription("Time zone of at and cron, such as Europe/Paris; UTC when absent.")
        String timezone,
    @JsonPropertyDescription("Not before this.") Instant startTime,
    @JsonPropertyDescription("Not after this.") Instant endTime,
    @JsonPropertyDescription("The limits from then on.") @Required
        ScalableTargetAction scalableTargetAction,
    @JsonPropertyDescription(
            "When the action was made by the API; that of the resource when absent.")
        Instant creationTime)
    implements ScheduledActionSpecBuilder.With {}
