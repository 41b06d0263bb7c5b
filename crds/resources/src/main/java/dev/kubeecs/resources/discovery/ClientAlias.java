package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import java.util.List;

/** A name of Service Connect, and the Kubernetes Service that is behind it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClientAlias(
    @JsonPropertyDescription("Name by which tasks of the namespace reach it.") String dnsName,
    @JsonPropertyDescription("Ports on which they do.") List<Integer> ports,
    @JsonPropertyDescription("Address in the cluster that stands for the name.") String address) {

  public ClientAlias {
    ports = Immutable.copy(ports);
  }
}
