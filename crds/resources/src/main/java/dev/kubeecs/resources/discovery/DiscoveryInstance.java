package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.servicediscovery.CustomHealthStatus;
import dev.kubeecs.model.Immutable;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** An instance that is registered by hand. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiscoveryInstance(
    @JsonPropertyDescription("Id of the instance, unique in the service.")
        @Required
        @Pattern("^[0-9a-zA-Z_/:.@-]+$")
        @Size(min = 1, max = 64)
        String id,
    @JsonPropertyDescription(
            "What discovery tells of it, such as AWS_INSTANCE_IPV4 and AWS_INSTANCE_PORT, which are its records in DNS.")
        Map<String, String> attributes,
    @JsonPropertyDescription("What the caller called the request that made it.") @Size(max = 64)
        String creatorRequestId,
    @JsonPropertyDescription(
            "Health, where the service has healthCheckCustomConfig; HEALTHY when absent.")
        CustomHealthStatus health)
    implements DiscoveryInstanceBuilder.With {

  public DiscoveryInstance {
    attributes = Immutable.copy(attributes);
  }
}
