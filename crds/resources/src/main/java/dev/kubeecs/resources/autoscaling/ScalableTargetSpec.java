package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.applicationautoscaling.SuspendedState;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** What RegisterScalableTarget, PutScalingPolicy and PutScheduledAction take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "self.minCapacity <= self.maxCapacity",
    message = "minCapacity cannot be greater than maxCapacity",
    fieldPath = ".minCapacity")
public record ScalableTargetSpec(
    @JsonPropertyDescription("The service: service/<cluster>/<service>.")
        @Required
        @Pattern(ScalableTargets.RESOURCE_ID)
        @Size(max = 600)
        @Fixed("create another scalable target")
        String resourceId,
    @JsonPropertyDescription("The least desired count; scheduled actions change it.")
        @Required
        @Min(0)
        Integer minCapacity,
    @JsonPropertyDescription("The greatest desired count; scheduled actions change it.")
        @Required
        @Min(0)
        Integer maxCapacity,
    @JsonPropertyDescription("Which kinds of scaling are suspended.") SuspendedState suspendedState,
    @JsonPropertyDescription("Role of the scaling in the words of AWS; only told again.")
        String roleARN,
    @JsonPropertyDescription(
            "Policies; of several that scale out the one that wants most wins, all must agree to "
                + "scale in.")
        @Size(max = 50)
        List<ScalingPolicySpec> scalingPolicies,
    @JsonPropertyDescription("Changes of minCapacity and maxCapacity at set times.")
        @Size(max = 200)
        List<ScheduledActionSpec> scheduledActions,
    @JsonPropertyDescription("Tags.") Map<String, String> tags)
    implements ScalableTargetSpecBuilder.With {

  public ScalableTargetSpec {
    scalingPolicies = Immutable.copy(scalingPolicies);
    scheduledActions = Immutable.copy(scheduledActions);
    tags = Immutable.copy(tags);
  }
}
