package dev.kubeecs.resources.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeDaemonTaskDefinition tells beyond what was registered. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DaemonTaskDefinitionStatus(
    @JsonPropertyDescription("Amazon Resource Name of the revision.")
        String daemonTaskDefinitionArn,
    @JsonPropertyDescription("ACTIVE, DELETE_IN_PROGRESS or DELETED.")
        dev.kubeecs.api.ecs.DaemonTaskDefinitionStatus status,
    @JsonPropertyDescription("When its deletion was asked for.") Instant deleteRequestedAt,
    @JsonPropertyDescription("When it became DELETED.") Instant deletedAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements DaemonTaskDefinitionStatusBuilder.With, StatusWithConditions {

  public DaemonTaskDefinitionStatus {
    conditions = Immutable.copy(conditions);
  }
}
