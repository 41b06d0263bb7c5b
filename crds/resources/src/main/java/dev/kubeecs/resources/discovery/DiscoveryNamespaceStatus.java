package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What GetNamespace tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiscoveryNamespaceStatus(
    @JsonPropertyDescription("Id of the namespace.") String namespaceId,
    @JsonPropertyDescription("Amazon Resource Name of the namespace.") String namespaceArn,
    @JsonPropertyDescription("Full name in the cluster's DNS, below which its services are.")
        String dnsName,
    @JsonPropertyDescription(
            "Names of Service Connect, and where in the cluster tasks of the namespace find them.")
        List<ClientAlias> clientAliases,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements DiscoveryNamespaceStatusBuilder.With, StatusWithConditions {

  public DiscoveryNamespaceStatus {
    clientAliases = Immutable.copy(clientAliases);
    conditions = Immutable.copy(conditions);
  }
}
