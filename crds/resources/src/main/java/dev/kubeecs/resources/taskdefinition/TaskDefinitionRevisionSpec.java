package dev.kubeecs.resources.taskdefinition;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** One registered revision: what a task runs from. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!has(oldSelf.desiredStatus) || oldSelf.desiredStatus == 'ACTIVE' || "
            + "(has(self.desiredStatus) && self.desiredStatus in [oldSelf.desiredStatus, "
            + "'DELETE_IN_PROGRESS'])",
    message = "desiredStatus cannot go back: register another revision",
    fieldPath = ".desiredStatus",
    reason = "FieldValueForbidden")
@ValidationRule(
    value =
        "!has(self.desiredStatus) || self.desiredStatus != 'DELETE_IN_PROGRESS' || "
            + "(has(oldSelf.desiredStatus) && oldSelf.desiredStatus != 'ACTIVE')",
    message = "desiredStatus must be INACTIVE before it can be DELETE_IN_PROGRESS",
    fieldPath = ".desiredStatus",
    reason = "FieldValueForbidden")
@Fixed(
    value = "register another revision",
    except = {"tags", "desiredStatus"})
public record TaskDefinitionRevisionSpec(
    @JsonPropertyDescription("The family.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String family,
    @JsonPropertyDescription("The number within the family, from 1.") @Required @Min(1)
        Integer revision,
    @JsonPropertyDescription("What was registered.") @Required TaskDefinitionSpec taskDefinition,
    @JsonPropertyDescription(
            "ECS tags, which may change while the definition may not; those of taskDefinition "
                + "when absent.")
        @Size(max = 50)
        List<Tag> tags,
    @JsonPropertyDescription("Amazon Resource Name or user name of whoever registered it.")
        String registeredBy,
    @JsonPropertyDescription(
            "INACTIVE deregisters the revision; DELETE_IN_PROGRESS deletes it once nothing "
                + "uses it.")
        DesiredRevisionStatus desiredStatus)
    implements TaskDefinitionRevisionSpecBuilder.With {

  public TaskDefinitionRevisionSpec {
    tags = Immutable.copy(tags);
  }

  /** The tags of the revision now; never null. */
  public List<Tag> currentTags() {
    List<Tag> current = tags == null ? taskDefinition.tags() : tags;
    return current == null ? List.of() : current;
  }

  /** What the user wants of the revision. */
  public enum DesiredRevisionStatus {
    ACTIVE,
    INACTIVE,
    DELETE_IN_PROGRESS
  }
}
