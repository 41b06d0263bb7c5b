package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What GetService and DiscoverInstances tell beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiscoveryServiceStatus(
    @JsonPropertyDescription("Id of the service.") String serviceId,
    @JsonPropertyDescription("Amazon Resource Name of the service.") String serviceArn,
    @JsonPropertyDescription("Full name in the cluster's DNS.") String dnsName,
    @JsonPropertyDescription("Every instance and its health.") List<RegisteredInstance> instances,
    @JsonPropertyDescription("How many instances there are.") Integer instanceCount,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements DiscoveryServiceStatusBuilder.With, StatusWithConditions {

  public DiscoveryServiceStatus {
    instances = Immutable.copy(instances);
    conditions = Immutable.copy(conditions);
  }
}
