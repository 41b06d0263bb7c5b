package dev.kubeecs.resources.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DaemonDeploymentConfiguration;
import dev.kubeecs.api.ecs.DaemonPropagateTags;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateDaemon and UpdateDaemon take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsDaemonSpec(
    @JsonPropertyDescription("ECS name of the daemon; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another daemon")
        String daemonName,
    @JsonPropertyDescription("ECS name of the cluster; default when absent.")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another daemon")
        String cluster,
    @JsonPropertyDescription("The daemon task definition, as family:revision.")
        @Required
        @Size(max = 400)
        @Pattern(TaskDefinitionReference.PINNED_SCHEMA)
        String daemonTaskDefinition,
    @JsonPropertyDescription("ECS names of the capacity providers on whose Nodes it runs.")
        @Required
        @Size(min = 1, max = 20)
        List<String> capacityProviders,
    @JsonPropertyDescription("How a deployment goes on from Node to Node.")
        DaemonDeploymentConfiguration deploymentConfiguration,
    @JsonPropertyDescription("ECS tags.") @Size(max = 50) List<Tag> tags,
    @JsonPropertyDescription("Whose tags the tasks take over.") DaemonPropagateTags propagateTags,
    @JsonPropertyDescription("Whether tags with the names of cluster and daemon are added.")
        Boolean enableECSManagedTags,
    @JsonPropertyDescription("Whether ExecuteCommand may open sessions.")
        Boolean enableExecuteCommand,
    @JsonPropertyDescription("Whether a Node is replaced when the daemon stops on it.")
        Boolean critical,
    @JsonPropertyDescription("Token by which a repeated CreateDaemon is known.") @Size(max = 64)
        String clientToken,
    @JsonPropertyDescription(
            "The deployment that this spec asks for, 19 digits; another one begins another "
                + "deployment of the same.")
        @Pattern("^[0-9]{19}$")
        String deploymentId,
    @JsonPropertyDescription("INACTIVE deletes the daemon as DeleteDaemon does.")
        DesiredDaemonStatus desiredStatus)
    implements EcsDaemonSpecBuilder.With {

  public EcsDaemonSpec {
    capacityProviders = Immutable.copy(capacityProviders);
    tags = Immutable.copy(tags);
  }

  /** What the user wants of the daemon. */
  public enum DesiredDaemonStatus {
    ACTIVE,
    INACTIVE
  }
}
