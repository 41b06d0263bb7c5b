package dev.kubeecs.resources.taskdefinition;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The newest revision of the family that came from this resource. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaskDefinitionStatus(
    @JsonPropertyDescription(
            "Amazon Resource Name of the newest revision registered from this resource.")
        String taskDefinitionArn,
    @JsonPropertyDescription("Number of the newest revision registered from this resource.")
        Integer latestRevision,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements TaskDefinitionStatusBuilder.With, StatusWithConditions {

  public TaskDefinitionStatus {
    conditions = Immutable.copy(conditions);
  }
}
