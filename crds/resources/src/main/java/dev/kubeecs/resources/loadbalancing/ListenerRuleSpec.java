package dev.kubeecs.resources.loadbalancing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.RuleCondition;
import dev.kubeecs.api.elbv2.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateRule takes. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ListenerRuleSpec(
    @JsonPropertyDescription("metadata.name or ARN of the Listener.")
        @Required
        @Fixed("create another rule")
        String listener,
    @JsonPropertyDescription("Rules are tried from the lowest priority to the highest.")
        @Required
        @Min(1)
        @Max(50000)
        Integer priority,
    @JsonPropertyDescription("What a request must meet, all of it.")
        @Required
        @Size(min = 1, max = 10)
        List<RuleCondition> conditions,
    @JsonPropertyDescription("What becomes of the request.") @Required @Size(min = 1, max = 1)
        List<Action> actions,
    @JsonPropertyDescription("Tags.") @Size(max = 50) List<Tag> tags)
    implements ListenerRuleSpecBuilder.With {

  public ListenerRuleSpec {
    conditions = Immutable.copy(conditions);
    actions = Immutable.copy(actions);
    tags = Immutable.copy(tags);
  }
}
