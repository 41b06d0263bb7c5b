package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DeploymentEphemeralStorage;
import dev.kubeecs.api.ecs.StabilityStatus;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeTaskSets tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsTaskSetStatus(
    @JsonPropertyDescription("ecs-svc/ and 19 digits.") String id,
    @JsonPropertyDescription("Amazon Resource Name of the task set.") String taskSetArn,
    @JsonPropertyDescription("Amazon Resource Name of the service.") String serviceArn,
    @JsonPropertyDescription("Amazon Resource Name of the cluster.") String clusterArn,
    @JsonPropertyDescription("PRIMARY, ACTIVE or DRAINING.") String status,
    @JsonPropertyDescription("Desired count of the service times scale, rounded up.")
        Integer computedDesiredCount,
    @JsonPropertyDescription("Tasks on their way to RUNNING.") Integer pendingCount,
    @JsonPropertyDescription("Tasks in RUNNING.") Integer runningCount,
    @JsonPropertyDescription("Operating system family, on FARGATE.") String platformFamily,
    @JsonPropertyDescription("STEADY_STATE or STABILIZING.") StabilityStatus stabilityStatus,
    @JsonPropertyDescription("When stabilityStatus last changed.") Instant stabilityStatusAt,
    @JsonPropertyDescription("Scratch storage of tasks on FARGATE.")
        DeploymentEphemeralStorage fargateEphemeralStorage,
    @JsonPropertyDescription("When it was asked for.") Instant createdAt,
    @JsonPropertyDescription("When it last changed.") Instant updatedAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsTaskSetStatusBuilder.With, StatusWithConditions {

  public EcsTaskSetStatus {
    conditions = Immutable.copy(conditions);
  }
}
