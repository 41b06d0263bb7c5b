package dev.kubeecs.resources.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DaemonDeploymentConfiguration;
import dev.kubeecs.api.ecs.DaemonPropagateTags;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** A snapshot of all of a daemon that a deployment rolls out. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@Fixed("start another deployment")
public record EcsDaemonRevisionSpec(
    @JsonPropertyDescription("metadata.name of the EcsDaemon.") @Required @Size(max = 253)
        String daemon,
    @JsonPropertyDescription("ECS name of the daemon.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String daemonName,
    @JsonPropertyDescription("ECS name of the cluster.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String cluster,
    @JsonPropertyDescription("The 19 digits that identify the deployment and the revision.")
        @Required
        @Pattern("^[0-9]{19}$")
        String deploymentId,
    @JsonPropertyDescription("Its place in the history of the daemon, from 1.") @Required @Min(1)
        Integer number,
    @JsonPropertyDescription("family:revision.")
        @Required
        @Size(max = 400)
        @Pattern(TaskDefinitionReference.PINNED_SCHEMA)
        String daemonTaskDefinition,
    @JsonPropertyDescription("ECS names of the capacity providers.") @Required @Size(max = 20)
        List<String> capacityProviders,
    @JsonPropertyDescription("How the deployment goes on from Node to Node.")
        DaemonDeploymentConfiguration deploymentConfiguration,
    @JsonPropertyDescription("Whose tags the tasks take over.") DaemonPropagateTags propagateTags,
    @JsonPropertyDescription("Whether tags with the names of cluster and daemon are added.")
        Boolean enableECSManagedTags,
    @JsonPropertyDescription("Whether ExecuteCommand may open sessions.")
        Boolean enableExecuteCommand,
    @JsonPropertyDescription("Whether a Node is replaced when the daemon stops on it.")
        Boolean critical)
    implements EcsDaemonRevisionSpecBuilder.With {

  public EcsDaemonRevisionSpec {
    capacityProviders = Immutable.copy(capacityProviders);
  }
}
