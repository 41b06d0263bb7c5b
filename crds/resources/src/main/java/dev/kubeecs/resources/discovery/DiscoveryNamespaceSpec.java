package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.servicediscovery.NamespaceType;
import dev.kubeecs.api.servicediscovery.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreatePrivateDnsNamespace and CreateHttpNamespace take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiscoveryNamespaceSpec(
    @JsonPropertyDescription("Name of the namespace; metadata.name when absent.")
        @Pattern("^[!-~]+$")
        @Size(min = 1, max = 253)
        @Fixed("create another namespace")
        String name,
    @JsonPropertyDescription(
            "DNS_PRIVATE for names in the cluster's DNS and the API, HTTP for the API alone.")
        @Default("DNS_PRIVATE")
        @Fixed("create another namespace")
        NamespaceType type,
    @JsonPropertyDescription("What it is for.") @Size(max = 1024) String description,
    @JsonPropertyDescription("VPC in the words of AWS; the cluster is the one there is.")
        @Fixed("create another namespace")
        String vpc,
    @JsonPropertyDescription("What the caller called the request that made it.") @Size(max = 64)
        String creatorRequestId,
    @JsonPropertyDescription("Tags.") @Size(max = 50) List<Tag> tags)
    implements DiscoveryNamespaceSpecBuilder.With {

  public DiscoveryNamespaceSpec {
    tags = Immutable.copy(tags);
  }
}
