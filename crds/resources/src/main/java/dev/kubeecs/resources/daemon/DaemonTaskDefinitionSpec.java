package dev.kubeecs.resources.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DaemonContainerDefinition;
import dev.kubeecs.api.ecs.DaemonIpcMode;
import dev.kubeecs.api.ecs.DaemonPidMode;
import dev.kubeecs.api.ecs.DaemonVolume;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What RegisterDaemonTaskDefinition takes, word for word, and the number it got. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@Fixed(
    value = "register another revision",
    except = {"tags", "desiredStatus"})
public record DaemonTaskDefinitionSpec(
    @JsonPropertyDescription("The family.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String family,
    @JsonPropertyDescription("The number within the family, from 1.") @Required @Min(1)
        Integer revision,
    @JsonPropertyDescription(
            "Role whose rights the containers have: an ARN, or the name of a ServiceAccount.")
        String taskRoleArn,
    @JsonPropertyDescription("Role used to pull images, read secrets and write logs.")
        String executionRoleArn,
    @JsonPropertyDescription("The containers of a task.") @Required @Size(min = 1, max = 20)
        List<DaemonContainerDefinition> containerDefinitions,
    @JsonPropertyDescription("Volumes that containers mount by name.") @Size(max = 50)
        List<DaemonVolume> volumes,
    @JsonPropertyDescription("CPU of the whole task, in units: 1024 are one vCPU.") @Size(max = 32)
        String cpu,
    @JsonPropertyDescription("Memory of the whole task, in MiB.") @Size(max = 32) String memory,
    @JsonPropertyDescription("Whether the containers see processes beyond their own.")
        DaemonPidMode pidMode,
    @JsonPropertyDescription("Whether the containers share IPC beyond their own.")
        DaemonIpcMode ipcMode,
    @JsonPropertyDescription("ECS tags.") @Size(max = 50) List<Tag> tags,
    @JsonPropertyDescription("Amazon Resource Name or user name of whoever registered it.")
        String registeredBy,
    @JsonPropertyDescription("DELETE_IN_PROGRESS deletes it once no daemon uses it.")
        DesiredDaemonTaskDefinitionStatus desiredStatus)
    implements DaemonTaskDefinitionSpecBuilder.With {

  public DaemonTaskDefinitionSpec {
    containerDefinitions = Immutable.copy(containerDefinitions);
    volumes = Immutable.copy(volumes);
    tags = Immutable.copy(tags);
  }

  /** What the user wants of the revision. */
  public enum DesiredDaemonTaskDefinitionStatus {
    ACTIVE,
    DELETE_IN_PROGRESS
  }
}
