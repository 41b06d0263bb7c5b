package dev.kubeecs.resources.codedeploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.codedeploy.RevisionLocationType;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * What CreateDeployment was asked for: by whom a deployment of a service is known to CodeDeploy.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CodeDeployDeployment(
    @JsonPropertyDescription("Identity of the deployment in CodeDeploy, such as d-ABCDEF123.")
        @Required
        @Size(min = 1, max = 64)
        String deploymentId,
    @JsonPropertyDescription("Name of the application.") @Required @Size(max = 100)
        String applicationName,
    @JsonPropertyDescription("Name of the deployment group.") @Required @Size(max = 100)
        String deploymentGroupName,
    @JsonPropertyDescription("Name of the deployment configuration.") @Size(max = 100)
        String deploymentConfigName,
    @JsonPropertyDescription("What whoever asked for it says about it.") String description,
    @JsonPropertyDescription("How the AppSpec was given: AppSpecContent or String.")
        RevisionLocationType revisionType,
    @JsonPropertyDescription("The AppSpec, as YAML or JSON.") String appSpec,
    @JsonPropertyDescription("SHA-256 of the AppSpec, if it was given.") String sha256,
    @JsonPropertyDescription("Whether a deployment that fails is undone.")
        Boolean rollbackOnFailure,
    @JsonPropertyDescription("Whether a deployment that is stopped is undone.")
        Boolean rollbackOnStop,
    @JsonPropertyDescription("When it was asked for.") Instant createTime)
    implements CodeDeployDeploymentBuilder.With {}
