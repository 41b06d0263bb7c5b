package dev.kubeecs.resources.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.Attachment;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeClusters tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsClusterStatus(
    @JsonPropertyDescription("ACTIVE, PROVISIONING, DEPROVISIONING, FAILED or INACTIVE.")
        String status,
    @JsonPropertyDescription("The cluster's Amazon Resource Name.") String clusterArn,
    @JsonPropertyDescription("Nodes that are container instances of this cluster.")
        Integer registeredContainerInstancesCount,
    @JsonPropertyDescription("Tasks in RUNNING.") Integer runningTasksCount,
    @JsonPropertyDescription("Tasks on their way to RUNNING.") Integer pendingTasksCount,
    @JsonPropertyDescription("Services in ACTIVE.") Integer activeServicesCount,
    @JsonPropertyDescription("Counts of tasks and services by launch type.")
        List<KeyValuePair> statistics,
    @JsonPropertyDescription("Resources attached by capacity providers.")
        List<Attachment> attachments,
    @JsonPropertyDescription("UPDATE_IN_PROGRESS, UPDATE_COMPLETE or UPDATE_FAILED.")
        String attachmentsStatus,
    @JsonPropertyDescription("When the cluster became INACTIVE.") Instant inactiveAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready, and what is wrong where it is not.")
        List<Condition> conditions)
    implements EcsClusterStatusBuilder.With, StatusWithConditions {

  public EcsClusterStatus {
    statistics = Immutable.copy(statistics);
    attachments = Immutable.copy(attachments);
    conditions = Immutable.copy(conditions);
  }
}
