package dev.kubeecs.resources.gateway;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.GatewayConfiguration;
import dev.kubeecs.api.ecs.PropagateGatewayTags;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateGateway and UpdateGateway take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsGatewaySpec(
    @JsonPropertyDescription("Name of the gateway; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another gateway")
        String name,
    @JsonPropertyDescription(
            "Role in the words of AWS; the operator makes load balancers by its own rights.")
        String infrastructureRoleArn,
    @JsonPropertyDescription("Whether DeleteGateway is refused.") Boolean deletionProtection,
    @JsonPropertyDescription("How the gateway routes; hostSharedAlb when absent.")
        GatewayConfiguration configuration,
    @JsonPropertyDescription(
            "Secret of the type kubernetes.io/tls with the certificate for HTTPS; "
                + "<name of the load balancer>-tls when absent.")
        @Size(min = 1, max = 253)
        String certificate,
    @JsonPropertyDescription("Whether what the gateway makes has its tags too: GATEWAY or NONE.")
        PropagateGatewayTags propagateTags,
    @JsonPropertyDescription("ECS tags.") @Size(max = 50) List<Tag> tags,
    @JsonPropertyDescription("The token by which a repeated CreateGateway is known.")
        @Size(max = 64)
        String clientToken)
    implements EcsGatewaySpecBuilder.With {

  public EcsGatewaySpec {
    tags = Immutable.copy(tags);
  }
}
