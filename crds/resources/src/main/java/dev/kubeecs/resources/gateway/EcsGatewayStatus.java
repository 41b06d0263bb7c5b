package dev.kubeecs.resources.gateway;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeGateway tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsGatewayStatus(
    @JsonPropertyDescription("Amazon Resource Name of the gateway.") String gatewayArn,
    @JsonPropertyDescription("LoadBalancer that its services share; none without services.")
        String loadBalancer,
    @JsonPropertyDescription("Where clients connect, whichever service they ask for.")
        String dnsName,
    @JsonPropertyDescription("Number of services that it routes to.") Integer routeCount,
    @JsonPropertyDescription("When a change of the spec was last carried out.") Instant updatedAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsGatewayStatusBuilder.With, StatusWithConditions {

  public EcsGatewayStatus {
    conditions = Immutable.copy(conditions);
  }
}
