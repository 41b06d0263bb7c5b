package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** What PutScalingPolicy takes. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "has(self.targetTrackingScalingPolicyConfiguration) != has(self.stepScalingPolicyConfiguration)",
    message =
        "one of targetTrackingScalingPolicyConfiguration and stepScalingPolicyConfiguration is required, and not both")
public record ScalingPolicySpec(
    @JsonPropertyDescription("Name of the policy.") @Required @Size(min = 1, max = 256)
        String policyName,
    @JsonPropertyDescription("Keeps a metric of the service at a value.")
        TargetTracking targetTrackingScalingPolicyConfiguration,
    @JsonPropertyDescription("Changes the desired count when an alarm invokes the policy.")
        StepScaling stepScalingPolicyConfiguration,
    @JsonPropertyDescription(
            "When the policy was made by the API; that of the resource when absent.")
        Instant creationTime)
    implements ScalingPolicySpecBuilder.With {}
