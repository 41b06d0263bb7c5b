package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How a metric is kept at a value: as much of TargetTrackingScalingPolicyConfiguration as we do.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "self.targetValue > 0.0",
    message = "targetValue must be greater than 0",
    fieldPath = ".targetValue")
public record TargetTracking(
    @JsonPropertyDescription("What the metric is kept at: percent, or requests a minute.") @Required
        Double targetValue,
    @JsonPropertyDescription("The metric.") @Required
        PredefinedMetric predefinedMetricSpecification,
    @JsonPropertyDescription(
            "Seconds after scaling out in which what was added counts; 300 when absent.")
        @Min(0)
        Integer scaleOutCooldown,
    @JsonPropertyDescription("Seconds after scaling in without scaling in; 300 when absent.")
        @Min(0)
        Integer scaleInCooldown,
    @JsonPropertyDescription("Whether the policy never scales in.") Boolean disableScaleIn)
    implements TargetTrackingBuilder.With {}
