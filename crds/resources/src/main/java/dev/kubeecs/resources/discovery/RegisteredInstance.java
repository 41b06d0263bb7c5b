package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.model.Immutable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** An instance of a service: a task, or one that was registered by hand. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredInstance(
    @JsonPropertyDescription("Id of the instance; of a task, the task's id.") String id,
    @JsonPropertyDescription("What discovery tells of it.") Map<String, String> attributes,
    @JsonPropertyDescription("Health; UNKNOWN where nobody tells of it.") HealthStatus health,
    @JsonPropertyDescription("Whether it is a task that its ECS service has registered.")
        Boolean task)
    implements RegisteredInstanceBuilder.With {

  public RegisteredInstance {
    attributes = Immutable.copy(attributes);
  }
}
