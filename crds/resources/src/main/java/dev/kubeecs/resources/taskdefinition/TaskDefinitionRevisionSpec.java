package dev.kubeecs.resources.taskdefinition;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** One registered revision: what a task runs from. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "self.family == oldSelf.family && self.revision == oldSelf.revision",
    message = "family and revision are immutable")
@ValidationRule(
    value = "self.taskDefinition == oldSelf.taskDefinition",
    message = "a registered revision is immutable: register another one")
public record TaskDefinitionRevisionSpec(
    @JsonPropertyDescription("The family.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String family,
    @JsonPropertyDescription("The number within the family, from 1.") @Required @Min(1)
        Integer revision,
    @JsonPropertyDescription("What was registered.") @Required TaskDefinitionSpec taskDefinition,
    @JsonPropertyDescription("Amazon Resource Name or user name of whoever registered it.")
        String registeredBy,
    @JsonPropertyDescription(
            "INACTIVE deregisters the revision; DELETE_IN_PROGRESS deletes it once nothing "
                + "uses it.")
        DesiredRevisionStatus desiredStatus)
    implements TaskDefinitionRevisionSpecBuilder.With {

  /** What the user wants of the revision. */
  public enum DesiredRevisionStatus {
    ACTIVE,
    INACTIVE,
    DELETE_IN_PROGRESS
  }
}
