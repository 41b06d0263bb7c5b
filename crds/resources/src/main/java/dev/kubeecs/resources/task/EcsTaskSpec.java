package dev.kubeecs.resources.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.PlacementConstraint;
import dev.kubeecs.api.ecs.PlacementStrategy;
import dev.kubeecs.api.ecs.PropagateTags;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.api.ecs.TaskVolumeConfiguration;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What RunTask and StartTask take for one task, and whether it shall run. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!has(oldSelf.desiredStatus) || oldSelf.desiredStatus != 'STOPPED' || "
            + "(has(self.desiredStatus) && self.desiredStatus == 'STOPPED')",
    message = "desiredStatus cannot leave STOPPED: run another task",
    fieldPath = ".desiredStatus",
    reason = "FieldValueForbidden")
@ValidationRule(
    value =
        "!has(self.launchType) || !has(self.capacityProviderStrategy) || "
            + "self.capacityProviderStrategy.size() == 0",
    message = "launchType and capacityProviderStrategy exclude each other",
    fieldPath = ".capacityProviderStrategy",
    reason = "FieldValueForbidden")
@ValidationRule(
    value = "!has(self.protection) || (has(self.group) && self.group.startsWith('service:'))",
    message = "protection is for tasks of services only",
    fieldPath = ".protection",
    reason = "FieldValueForbidden")
@Fixed(
    value = "run another task",
    except = {"tags", "desiredStatus", "stopCode", "stoppedReason", "protection"})
public record EcsTaskSpec(
    @JsonPropertyDescription("ECS name of the cluster; default when absent.")
        @Default("default")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String cluster,
    @JsonPropertyDescription(
            "family (the newest ACTIVE revision at the start), family:revision, or the ARN of "
                + "a revision.")
        @Required
        @Size(min = 1, max = 400)
        @Pattern(TaskDefinitionReference.SCHEMA)
        String taskDefinition,
    @JsonPropertyDescription(
            "The group of the task; family:<family> when absent, service:<name> for tasks of "
                + "a service.")
        @Size(max = 255)
        String group,
    @JsonPropertyDescription("Kind of capacity; excludes capacityProviderStrategy.")
        LaunchType launchType,
    @JsonPropertyDescription("Capacity providers with base and weight; excludes launchType.")
        @Size(max = 20)
        List<CapacityProviderStrategyItem> capacityProviderStrategy,
    @JsonPropertyDescription(
            "Node that shall run the task: its container instance id or ARN, as StartTask "
                + "names it.")
        String containerInstance,
    @JsonPropertyDescription("Subnets, security groups and public address, for awsvpc.")
        NetworkConfiguration networkConfiguration,
    @JsonPropertyDescription("What this task has other than its definition.")
        TaskOverride overrides,
    @JsonPropertyDescription("Which container instances may run the task.") @Size(max = 10)
        List<PlacementConstraint> placementConstraints,
    @JsonPropertyDescription("How to choose among container instances, by the first entry first.")
        @Size(max = 5)
        List<PlacementStrategy> placementStrategy,
    @JsonPropertyDescription("Fargate platform version; LATEST when absent.")
        String platformVersion,
    @JsonPropertyDescription("Whether tags with the names of cluster and service are added.")
        Boolean enableECSManagedTags,
    @JsonPropertyDescription("Whether ExecuteCommand may open a session.")
        Boolean enableExecuteCommand,
    @JsonPropertyDescription("Whose tags the task takes over: TASK_DEFINITION, SERVICE or NONE.")
        PropagateTags propagateTags,
    @JsonPropertyDescription("A reference of the caller.") @Size(max = 1024) String referenceId,
    @JsonPropertyDescription(
            "Who started the task: a word of the caller, or the id of a deployment.")
        @Size(max = 128)
        String startedBy,
    @JsonPropertyDescription("The token by which a repeated RunTask is known.") @Size(max = 64)
        String clientToken,
    @JsonPropertyDescription("Volumes configured at launch.")
        List<TaskVolumeConfiguration> volumeConfigurations,
    @JsonPropertyDescription("ECS tags.") @Size(max = 50) List<Tag> tags,
    @JsonPropertyDescription("STOPPED stops the task for good; RUNNING when absent.")
        dev.kubeecs.api.ecs.DesiredStatus desiredStatus,
    @JsonPropertyDescription("Why STOPPED is desired; UserInitiated when absent.")
        TaskStopCode stopCode,
    @JsonPropertyDescription("The reason to show once stopped.") @Size(max = 1024)
        String stoppedReason,
    @JsonPropertyDescription(
            "Keeps scaling in and deployments from stopping the task; for tasks of services.")
        TaskProtection protection)
    implements EcsTaskSpecBuilder.With {

  public EcsTaskSpec {
    capacityProviderStrategy = Immutable.copy(capacityProviderStrategy);
    placementConstraints = Immutable.copy(placementConstraints);
    placementStrategy = Immutable.copy(placementStrategy);
    volumeConfigurations = Immutable.copy(volumeConfigurations);
    tags = Immutable.copy(tags);
  }
}
