package dev.kubeecs.resources.loadbalancing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.elbv2.IpAddressType;
import dev.kubeecs.api.elbv2.LoadBalancerAttribute;
import dev.kubeecs.api.elbv2.LoadBalancerSchemeEnum;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.api.elbv2.SubnetMapping;
import dev.kubeecs.api.elbv2.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateLoadBalancer takes. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadBalancerSpec(
    @JsonPropertyDescription("Name of the load balancer; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$")
        @Size(min = 1, max = 32)
        @Fixed("create another load balancer")
        String name,
    @JsonPropertyDescription("application balances HTTP requests, network connections.")
        @Default("application")
        @Fixed("create another load balancer")
        LoadBalancerTypeEnum type,
    @JsonPropertyDescription(
            "internet-facing asks for an address outside of the cluster, internal does not.")
        @Default("internet-facing")
        @Fixed("create another load balancer")
        LoadBalancerSchemeEnum scheme,
    @JsonPropertyDescription("Kinds of addresses that clients may use.")
        IpAddressType ipAddressType,
    @JsonPropertyDescription(
            "Subnets in the words of AWS; Kubernetes has no like, so that they are only told again.")
        List<String> subnets,
    @JsonPropertyDescription("Subnets with addresses; in place of subnets.")
        List<SubnetMapping> subnetMappings,
    @JsonPropertyDescription("Security groups in the words of AWS; only told again.")
        List<String> securityGroups,
    @JsonPropertyDescription(
            "Attributes that differ from their defaults, such as idle_timeout.timeout_seconds.")
        @Size(max = 30)
        List<LoadBalancerAttribute> attributes,
    @JsonPropertyDescription("Tags.") @Size(max = 50) List<Tag> tags)
    implements LoadBalancerSpecBuilder.With {

  public LoadBalancerSpec {
    subnets = Immutable.copy(subnets);
    subnetMappings = Immutable.copy(subnetMappings);
    securityGroups = Immutable.copy(securityGroups);
    attributes = Immutable.copy(attributes);
    tags = Immutable.copy(tags);
  }
}
