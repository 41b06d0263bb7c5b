package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.applicationautoscaling.AdjustmentType;
import dev.kubeecs.api.applicationautoscaling.MetricAggregationType;
import dev.kubeecs.api.applicationautoscaling.StepAdjustment;
import dev.kubeecs.model.Immutable;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** By how much an alarm changes the desired count: StepScalingPolicyConfiguration. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StepScaling(
    @JsonPropertyDescription(
            "What scalingAdjustment is: tasks more or fewer, percent more or fewer, or the count.")
        @Required
        AdjustmentType adjustmentType,
    @JsonPropertyDescription("The steps, by how far the metric is beyond the alarm's threshold.")
        @Required
        @Size(min = 1, max = 20)
        List<StepAdjustment> stepAdjustments,
    @JsonPropertyDescription("How many tasks PercentChangeInCapacity changes at least.") @Min(1)
        Integer minAdjustmentMagnitude,
    @JsonPropertyDescription(
            "Seconds after scaling out in which what was added counts, and after scaling in without "
                + "scaling in; 300 when absent.")
        @Min(0)
        Integer cooldown,
    @JsonPropertyDescription(
            "Which of the alarm's datapoints choose the step: their Average, Minimum or Maximum; "
                + "Average when absent.")
        MetricAggregationType metricAggregationType)
    implements StepScalingBuilder.With {

  public StepScaling {
    stepAdjustments = Immutable.copy(stepAdjustments);
  }
}
