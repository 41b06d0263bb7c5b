package dev.kubeecs.resources.loadbalancing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.Certificate;
import dev.kubeecs.api.elbv2.ListenerAttribute;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateListener takes. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ListenerSpec(
    @JsonPropertyDescription("Name or ARN of the load balancer.")
        @Required
        @Fixed("create another listener")
        String loadBalancer,
    @JsonPropertyDescription(
            "HTTP or HTTPS of an Application, TCP, UDP or TCP_UDP of a Network Load Balancer.")
        @Required
        ProtocolEnum protocol,
    @JsonPropertyDescription(
            "Port that clients connect to; no two listeners of a load balancer have the same.")
        @Required
        @Min(1)
        @Max(65535)
        Integer port,
    @JsonPropertyDescription("Named set of TLS versions and ciphers, for HTTPS.") String sslPolicy,
    @JsonPropertyDescription(
            "Certificates for HTTPS, the default one first: each names a Secret of the type "
                + "kubernetes.io/tls.")
        @Size(max = 26)
        List<Certificate> certificates,
    @JsonPropertyDescription("What becomes of requests that no rule matches.")
        @Required
        @Size(min = 1, max = 1)
        List<Action> defaultActions,
    @JsonPropertyDescription("Attributes that differ from their defaults.") @Size(max = 30)
        List<ListenerAttribute> attributes,
    @JsonPropertyDescription("Tags.") @Size(max = 50) List<Tag> tags)
    implements ListenerSpecBuilder.With {

  public ListenerSpec {
    certificates = Immutable.copy(certificates);
    defaultActions = Immutable.copy(defaultActions);
    attributes = Immutable.copy(attributes);
    tags = Immutable.copy(tags);
  }
}
