package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** One hook at one stage of a deployment. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HookRun(
    @JsonPropertyDescription("Identity of the run, which ContinueServiceDeployment takes.")
        String hookId,
    @JsonPropertyDescription("AWS_LAMBDA calls targetArn, PAUSE waits.")
        DeploymentLifecycleHookTargetType targetType,
    @JsonPropertyDescription("What is called.") String targetArn,
    @JsonPropertyDescription("What has come of it.") DeploymentLifecycleHookStatus status,
    @JsonPropertyDescription("When waiting for it ends.") Instant expiresAt,
    @JsonPropertyDescription("What then.") DeploymentLifecycleHookAction timeoutAction,
    @JsonPropertyDescription("How often it has answered IN_PROGRESS.") Integer callBacks,
    @JsonPropertyDescription("When it is called, or called back.") Instant callAt,
    @JsonPropertyDescription("What it is given at each call: configured, or from its last answer.")
        @PreserveUnknownFields
        JsonNode hookDetails)
    implements HookRunBuilder.With {}
