package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookDetail;
import dev.kubeecs.api.ecs.Rollback;
import dev.kubeecs.api.ecs.ServiceDeploymentAlarms;
import dev.kubeecs.api.ecs.ServiceDeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.ServiceDeploymentLifecycleStage;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.ServiceRevisionSummary;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeServiceDeployments tells. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsServiceDeploymentStatus(
    @JsonPropertyDescription("Amazon Resource Name of the rollout.") String serviceDeploymentArn,
    @JsonPropertyDescription("Amazon Resource Name of the service.") String serviceArn,
    @JsonPropertyDescription("Amazon Resource Name of the cluster.") String clusterArn,
    @JsonPropertyDescription("PENDING, IN_PROGRESS, SUCCESSFUL and so on.")
        ServiceDeploymentStatus status,
    @JsonPropertyDescription("Why status is what it is.") String statusReason,
    @JsonPropertyDescription("The stage that the rollout is in.")
        ServiceDeploymentLifecycleStage lifecycleStage,
    @JsonPropertyDescription("The hooks of the stage, and what has come of them.")
        List<DeploymentLifecycleHookDetail> lifecycleHookDetails,
    @JsonPropertyDescription("Where tasks come from, with counts.")
        List<ServiceRevisionSummary> sourceServiceRevisions,
    @JsonPropertyDescription("Where tasks go, with counts.")
        ServiceRevisionSummary targetServiceRevision,
    @JsonPropertyDescription("How far a deployment has come that shifts traffic.")
        TrafficShift trafficShift,
    @JsonPropertyDescription("The rollback, if one began.") Rollback rollback,
    @JsonPropertyDescription("Failures counted against the threshold.")
        ServiceDeploymentCircuitBreaker deploymentCircuitBreaker,
    @JsonPropertyDescription("Ids of the tasks whose failures the circuit breaker counts.")
        List<String> failedTasks,
    @JsonPropertyDescription("Failures up to then do not count any more: a task was healthy since.")
        Instant failuresAfter,
    @JsonPropertyDescription("Alarms that can fail the rollout.") ServiceDeploymentAlarms alarms,
    @JsonPropertyDescription(
            "Since when the target alone runs all tasks while alarms are watched still; of deployments that shift no traffic.")
        Instant bakingSince,
    @JsonPropertyDescription("When it was asked for.") Instant createdAt,
    @JsonPropertyDescription("When it began.") Instant startedAt,
    @JsonPropertyDescription("When it ended.") Instant finishedAt,
    @JsonPropertyDescription("When a stop ended it.") Instant stoppedAt,
    @JsonPropertyDescription("When it last changed.") Instant updatedAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsServiceDeploymentStatusBuilder.With, StatusWithConditions {

  public EcsServiceDeploymentStatus {
    lifecycleHookDetails = Immutable.copy(lifecycleHookDetails);
    sourceServiceRevisions = Immutable.copy(sourceServiceRevisions);
    failedTasks = Immutable.copy(failedTasks);
    conditions = Immutable.copy(conditions);
  }
}
