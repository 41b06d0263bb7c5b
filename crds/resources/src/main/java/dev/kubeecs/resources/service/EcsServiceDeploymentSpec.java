package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** From where to where a rollout goes, and how. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@Fixed(
    value = "start another deployment",
    except = {"stopType", "hookActions"})
public record EcsServiceDeploymentSpec(
    @JsonPropertyDescription("metadata.name of the EcsService.") @Required @Size(max = 253)
        String service,
    @JsonPropertyDescription("ECS name of the cluster.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String cluster,
    @JsonPropertyDescription("metadata.name of the EcsServiceRevision to roll out.")
        @Required
        @Size(max = 253)
        String targetServiceRevision,
    @JsonPropertyDescription(
            "metadata.name of each EcsServiceRevision that had tasks at the start.")
        List<String> sourceServiceRevisions,
    @JsonPropertyDescription("How this rollout goes.")
        DeploymentConfiguration deploymentConfiguration,
    @JsonPropertyDescription("Which deployment of CodeDeploy this is, if it is one.")
        CodeDeployDeployment codeDeploy,
    @JsonPropertyDescription(
            "Ends the rollout before it is done: ROLLBACK goes back to what ran before, ABORT "
                + "leaves the tasks as they are.")
        StopServiceDeploymentStopType stopType,
    @JsonPropertyDescription("What becomes of hooks that wait: entries are added, never changed.")
        @Size(max = 200)
        List<HookAction> hookActions)
    implements EcsServiceDeploymentSpecBuilder.With {

  public EcsServiceDeploymentSpec {
    sourceServiceRevisions = Immutable.copy(sourceServiceRevisions);
    hookActions = Immutable.copy(hookActions);
  }
}
