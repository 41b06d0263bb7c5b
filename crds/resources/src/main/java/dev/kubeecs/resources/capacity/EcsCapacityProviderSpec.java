package dev.kubeecs.resources.capacity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.AutoScalingGroupProvider;
import dev.kubeecs.api.ecs.CreateManagedInstancesProviderConfiguration;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** What CreateCapacityProvider takes, and which Nodes the capacity is. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.autoScalingGroupProvider) || !has(self.managedInstancesProvider)",
    message = "managedInstancesProvider and autoScalingGroupProvider exclude each other",
    fieldPath = ".managedInstancesProvider",
    reason = "FieldValueForbidden")
@ValidationRule(
    value = "!has(self.managedInstancesProvider) || has(self.cluster)",
    message = "managedInstancesProvider needs cluster",
    fieldPath = ".managedInstancesProvider")
public record EcsCapacityProviderSpec(
    @JsonPropertyDescription("ECS name of the capacity provider; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another capacity provider")
        String name,
    @JsonPropertyDescription("ECS name of the cluster, for managed instances.")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another capacity provider")
        String cluster,
    @JsonPropertyDescription("The Auto Scaling group and how it is scaled.")
        AutoScalingGroupProvider autoScalingGroupProvider,
    @JsonPropertyDescription("How managed instances are launched.")
        CreateManagedInstancesProviderConfiguration managedInstancesProvider,
    @JsonPropertyDescription(
            "Labels of the Nodes that are this capacity; the label "
                + "kube-ecs.dev/capacity-provider with the name when absent.")
        Map<String, String> nodeSelector,
    @JsonPropertyDescription("ECS tags.") @Size(max = 50) List<Tag> tags,
    @JsonPropertyDescription(
            "INACTIVE deletes the capacity provider as DeleteCapacityProvider does: it stays "
                + "visible for a while.")
        DesiredCapacityProviderStatus desiredStatus)
    implements EcsCapacityProviderSpecBuilder.With {

  public EcsCapacityProviderSpec {
    nodeSelector = Immutable.copy(nodeSelector);
    tags = Immutable.copy(tags);
  }

  /** What the user wants of the capacity provider. */
  public enum DesiredCapacityProviderStatus {
    ACTIVE,
    INACTIVE
  }
}
