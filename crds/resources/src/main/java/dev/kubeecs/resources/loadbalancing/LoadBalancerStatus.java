package dev.kubeecs.resources.loadbalancing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.elbv2.LoadBalancerState;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What DescribeLoadBalancers tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadBalancerStatus(
    @JsonPropertyDescription("Amazon Resource Name of the load balancer.") String loadBalancerArn,
    @JsonPropertyDescription("The name that clients connect to; it resolves in the cluster.")
        String dnsName,
    @JsonPropertyDescription(
            "Addresses that it can be reached at: those that the cluster has given it outside, and the one inside.")
        List<String> addresses,
    @JsonPropertyDescription("provisioning until it takes requests, then active.")
        LoadBalancerState state,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements LoadBalancerStatusBuilder.With, StatusWithConditions {

  public LoadBalancerStatus {
    addresses = Immutable.copy(addresses);
    conditions = Immutable.copy(conditions);
  }
}
