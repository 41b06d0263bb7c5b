package dev.kubeecs.resources.taskdefinition;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeTaskDefinition tells beyond what was registered. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaskDefinitionRevisionStatus(
    @JsonPropertyDescription("Amazon Resource Name of the revision.") String taskDefinitionArn,
    @JsonPropertyDescription("ACTIVE, INACTIVE or DELETE_IN_PROGRESS.")
        dev.kubeecs.api.ecs.TaskDefinitionStatus status,
    @JsonPropertyDescription("Attributes that a container instance must have to run it.")
        List<Attribute> requiresAttributes,
    @JsonPropertyDescription("Launch types that can run it.") List<Compatibility> compatibilities,
    @JsonPropertyDescription("When it became INACTIVE.") Instant deregisteredAt,
    @JsonPropertyDescription("When its deletion was asked for.") Instant deleteRequestedAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements TaskDefinitionRevisionStatusBuilder.With, StatusWithConditions {

  public TaskDefinitionRevisionStatus {
    requiresAttributes = Immutable.copy(requiresAttributes);
    compatibilities = Immutable.copy(compatibilities);
    conditions = Immutable.copy(conditions);
  }
}
