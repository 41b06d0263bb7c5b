package dev.kubeecs.resources.taskdefinition;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.EphemeralStorage;
import dev.kubeecs.api.ecs.InferenceAccelerator;
import dev.kubeecs.api.ecs.IpcMode;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PidMode;
import dev.kubeecs.api.ecs.ProxyConfiguration;
import dev.kubeecs.api.ecs.RuntimePlatform;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.ecs.TaskDefinitionPlacementConstraint;
import dev.kubeecs.api.ecs.TrustedExecutionConfiguration;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What RegisterTaskDefinition takes, word for word. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaskDefinitionSpec(
    @JsonPropertyDescription("The family; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another TaskDefinition")
        String family,
    @JsonPropertyDescription(
            "Role whose rights the containers have: an ARN, or the name of a ServiceAccount.")
        String taskRoleArn,
    @JsonPropertyDescription("Role used to pull images, read secrets and write logs.")
        String executionRoleArn,
    @JsonPropertyDescription(
            "awsvpc gives the task its own address, bridge maps ports of the Node, host uses "
                + "the network of the Node, none has no network.")
        NetworkMode networkMode,
    @JsonPropertyDescription("The containers of a task.") @Required @Size(min = 1, max = 20)
        List<ContainerDefinition> containerDefinitions,
    @JsonPropertyDescription("Volumes that containers mount by name.") @Size(max = 50)
        List<Volume> volumes,
    @JsonPropertyDescription("Which container instances may run the task.") @Size(max = 10)
        List<TaskDefinitionPlacementConstraint> placementConstraints,
    @JsonPropertyDescription("Launch types that the definition is validated against.")
        @Size(max = 4)
        List<Compatibility> requiresCompatibilities,
    @JsonPropertyDescription(
            "CPU of the whole task, in units (1024 are one vCPU) or as in .5 vCPU.")
        @Size(max = 32)
        String cpu,
    @JsonPropertyDescription("Memory of the whole task, in MiB or as in 2 GB.") @Size(max = 32)
        String memory,
    @JsonPropertyDescription("ECS tags.") @Size(max = 50) List<Tag> tags,
    @JsonPropertyDescription(
            "Whose processes the containers see: those of the task or of the Node.")
        PidMode pidMode,
    @JsonPropertyDescription("With whom the containers share IPC: host, task or none.")
        IpcMode ipcMode,
    @JsonPropertyDescription("App Mesh proxy configuration.") ProxyConfiguration proxyConfiguration,
    @JsonPropertyDescription("Inference accelerators by device name.") @Size(max = 10)
        List<InferenceAccelerator> inferenceAccelerators,
    @JsonPropertyDescription("Size of the scratch storage that a task on FARGATE has, in GiB.")
        EphemeralStorage ephemeralStorage,
    @JsonPropertyDescription("Processor architecture and operating system of the Nodes.")
        RuntimePlatform runtimePlatform,
    @JsonPropertyDescription("Whether fault injection requests of the containers are accepted.")
        Boolean enableFaultInjection,
    @JsonPropertyDescription("Isolation of the task from others on the same host.")
        TrustedExecutionConfiguration trustedExecutionConfiguration)
    implements TaskDefinitionSpecBuilder.With {

  public TaskDefinitionSpec {
    containerDefinitions = Immutable.copy(containerDefinitions);
    volumes = Immutable.copy(volumes);
    placementConstraints = Immutable.copy(placementConstraints);
    requiresCompatibilities = Immutable.copy(requiresCompatibilities);
    tags = Immutable.copy(tags);
    inferenceAccelerators = Immutable.copy(inferenceAccelerators);
  }
}
