package dev.kubeecs.resources.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.DaemonDeploymentCapacityProvider;
import dev.kubeecs.api.ecs.DaemonDeploymentStatus;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeDaemonDeployments and DescribeDaemonRevisions tell beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsDaemonRevisionStatus(
    @JsonPropertyDescription("PENDING, IN_PROGRESS, SUCCESSFUL or STOPPED.")
        DaemonDeploymentStatus status,
    @JsonPropertyDescription("Why the deployment is in this status.") String statusReason,
    @JsonPropertyDescription("Nodes with and without a task of this revision, by provider.")
        List<DaemonDeploymentCapacityProvider> capacityProviders,
    @JsonPropertyDescription("Names of the revisions that the deployment replaced.")
        List<String> sourceRevisions,
    @JsonPropertyDescription("When the first Node was asked to run it.") Instant startedAt,
    @JsonPropertyDescription("When every Node first ran it; then it bakes.") Instant completeAt,
    @JsonPropertyDescription("When the deployment was successful.") Instant finishedAt,
    @JsonPropertyDescription("When another deployment took its place.") Instant stoppedAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsDaemonRevisionStatusBuilder.With, StatusWithConditions {

  public EcsDaemonRevisionStatus {
    capacityProviders = Immutable.copy(capacityProviders);
    sourceRevisions = Immutable.copy(sourceRevisions);
    conditions = Immutable.copy(conditions);
  }
}
