package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.ServiceCurrentRevisionSummary;
import dev.kubeecs.api.ecs.ServiceEvent;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What DescribeServices tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsServiceStatus(
    @JsonPropertyDescription("ACTIVE, DRAINING or INACTIVE.") ServiceState status,
    @JsonPropertyDescription("Amazon Resource Name of the service.") String serviceArn,
    @JsonPropertyDescription("Amazon Resource Name of the cluster.") String clusterArn,
    @JsonPropertyDescription("family:revision of the primary deployment.") String taskDefinition,
    @JsonPropertyDescription("Number of tasks that the service aims at.") Integer desiredCount,
    @JsonPropertyDescription("Tasks in RUNNING.") @StatusReplicas Integer runningCount,
    @JsonPropertyDescription("Tasks on their way to RUNNING.") Integer pendingCount,
    @JsonPropertyDescription("Label selector of the Pods of the service, for autoscalers.")
        @LabelSelector
        String selector,
    @JsonPropertyDescription("Operating system family, on FARGATE.") String platformFamily,
    @JsonPropertyDescription("PRIMARY first, then those still draining.")
        List<Deployment> deployments,
    @JsonPropertyDescription("The last 100 events, newest first.") List<ServiceEvent> events,
    @JsonPropertyDescription("Amazon Resource Name of the rollout that is under way, or was last.")
        String currentServiceDeployment,
    @JsonPropertyDescription("Service revisions with tasks.")
        List<ServiceCurrentRevisionSummary> currentServiceRevisions,
    @JsonPropertyDescription(
            "Identity (19 digits) of the deployment that the spec asks for, where a rollback has "
                + "undone it; the primary deployment is an earlier one then.")
        String rolledBackDeployment,
    @JsonPropertyDescription(
            "Ids of the tasks that are registered in each target group, by its name.")
        Map<String, List<String>> registeredTasks,
    @JsonPropertyDescription("When the service became INACTIVE.") Instant inactiveAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsServiceStatusBuilder.With, StatusWithConditions {

  public EcsServiceStatus {
    deployments = Immutable.copy(deployments);
    events = Immutable.copy(events);
    currentServiceRevisions = Immutable.copy(currentServiceRevisions);
    registeredTasks = Immutable.copy(registeredTasks);
    conditions = Immutable.copy(conditions);
  }
}
