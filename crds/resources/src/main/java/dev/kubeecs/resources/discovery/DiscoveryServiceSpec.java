package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.servicediscovery.DnsConfig;
import dev.kubeecs.api.servicediscovery.HealthCheckCustomConfig;
import dev.kubeecs.api.servicediscovery.ServiceTypeOption;
import dev.kubeecs.api.servicediscovery.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** What CreateService of Cloud Map and RegisterInstance take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiscoveryServiceSpec(
    @JsonPropertyDescription("Name of the service; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9_.-]+$")
        @Size(min = 1, max = 127)
        @Fixed("create another service")
        String name,
    @JsonPropertyDescription("Name, id or ARN of the namespace that the service is in.")
        @Required
        @Size(min = 1, max = 1024)
        @Fixed("create another service")
        String namespace,
    @JsonPropertyDescription("What it is for.") @Size(max = 1024) String description,
    @JsonPropertyDescription("Records in DNS; the service is in the API alone without any.")
        DnsConfig dnsConfig,
    @JsonPropertyDescription(
            "Present if whoever registers instances tells of their health; for tasks, ECS does.")
        @Fixed("create another service")
        HealthCheckCustomConfig healthCheckCustomConfig,
    @JsonPropertyDescription("HTTP keeps a service of a DNS namespace out of DNS.")
        @Fixed("create another service")
        ServiceTypeOption type,
    @JsonPropertyDescription(
            "Names and ports of Service Connect by which tasks in the namespace reach its instances; for services without dnsConfig.")
        @Size(max = 1)
        List<ConnectAlias> clientAliases,
    @JsonPropertyDescription("What the caller called the request that made it.") @Size(max = 64)
        String creatorRequestId,
    @JsonPropertyDescription("Attributes of the service itself.") Map<String, String> attributes,
    @JsonPropertyDescription(
            "Instances that are registered by hand; tasks are registered by their ECS services.")
        @Size(max = 1000)
        List<DiscoveryInstance> instances,
    @JsonPropertyDescription("Tags.") @Size(max = 50) List<Tag> tags)
    implements DiscoveryServiceSpecBuilder.With {

  public DiscoveryServiceSpec {
    clientAliases = Immutable.copy(clientAliases);
    attributes = Immutable.copy(attributes);
    instances = Immutable.copy(instances);
    tags = Immutable.copy(tags);
  }
}
