package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What ContinueServiceDeployment says to a hook that waits. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HookAction(
    @JsonPropertyDescription("The hookId that status.lifecycleHookDetails tells.")
        @Required
        @Size(min = 1, max = 128)
        String hookId,
    @JsonPropertyDescription("CONTINUE goes on, ROLLBACK goes back.") @Required
        DeploymentLifecycleHookAction action) {}
