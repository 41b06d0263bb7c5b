package dev.kubeecs.resources.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DaemonDeploymentStatus;
import dev.kubeecs.api.ecs.DaemonStatus;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What DescribeDaemon tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsDaemonStatus(
    @JsonPropertyDescription("Amazon Resource Name of the daemon.") String daemonArn,
    @JsonPropertyDescription("Amazon Resource Name of the cluster.") String clusterArn,
    @JsonPropertyDescription("ACTIVE or DELETE_IN_PROGRESS.") DaemonStatus status,
    @JsonPropertyDescription("Amazon Resource Name of the newest deployment.") String deploymentArn,
    @JsonPropertyDescription("How the newest deployment goes.") DaemonDeploymentStatus rollout,
    @JsonPropertyDescription("Nodes that shall run a task.") Integer desiredCount,
    @JsonPropertyDescription("Tasks in RUNNING, of any revision.") Integer runningCount,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsDaemonStatusBuilder.With, StatusWithConditions {

  public EcsDaemonStatus {
    conditions = Immutable.copy(conditions);
  }
}
