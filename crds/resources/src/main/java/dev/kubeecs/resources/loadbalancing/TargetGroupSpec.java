package dev.kubeecs.resources.loadbalancing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.elbv2.Matcher;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.Tag;
import dev.kubeecs.api.elbv2.TargetDescription;
import dev.kubeecs.api.elbv2.TargetGroupAttribute;
import dev.kubeecs.api.elbv2.TargetGroupIpAddressTypeEnum;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateTargetGroup and RegisterTargets take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetGroupSpec(
    @JsonPropertyDescription("Name of the target group; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$")
        @Size(min = 1, max = 32)
        @Fixed("create another target group")
        String name,
    @JsonPropertyDescription(
            "How targets are spoken to: HTTP, or TCP, UDP and TCP_UDP for Network Load Balancers.")
        @Default("HTTP")
        @Fixed("create another target group")
        ProtocolEnum protocol,
    @JsonPropertyDescription("HTTP1, which is the default.") @Fixed("create another target group")
        String protocolVersion,
    @JsonPropertyDescription("Port of targets that are registered without one.")
        @Min(1)
        @Max(65535)
        @Fixed("create another target group")
        Integer port,
    @JsonPropertyDescription("VPC in the words of AWS; only told again.")
        @Fixed("create another target group")
        String vpcId,
    @JsonPropertyDescription(
            "ip registers addresses; instance registers container instances by id, with a port of theirs.")
        @Default("instance")
        @Fixed("create another target group")
        TargetTypeEnum targetType,
    @JsonPropertyDescription("Kind of the addresses of targets.")
        @Fixed("create another target group")
        TargetGroupIpAddressTypeEnum ipAddressType,
    @JsonPropertyDescription(
            "Whether health is checked; always, but for targets of the type lambda.")
        Boolean healthCheckEnabled,
    @JsonPropertyDescription("How health is checked: HTTP, HTTPS or TCP.")
        ProtocolEnum healthCheckProtocol,
    @JsonPropertyDescription(
            "Port that is checked; traffic-port, the default, is that of each target.")
        String healthCheckPort,
    @JsonPropertyDescription("Path that is asked for; / when absent.") @Size(min = 1, max = 1024)
        String healthCheckPath,
    @JsonPropertyDescription("Seconds from check to check; 30 when absent.") @Min(5) @Max(300)
        Integer healthCheckIntervalSeconds,
    @JsonPropertyDescription("Seconds that an answer may take; 5 when absent, 10 for TCP.")
        @Min(2)
        @Max(120)
        Integer healthCheckTimeoutSeconds,
    @JsonPropertyDescription("Checks in a row that an unhealthy target must pass; 5 when absent.")
        @Min(2)
        @Max(10)
        Integer healthyThresholdCount,
    @JsonPropertyDescription("Checks in a row that a healthy target must fail; 2 when absent.")
        @Min(2)
        @Max(10)
        Integer unhealthyThresholdCount,
    @JsonPropertyDescription("Answers that pass; the status 200 when absent.") Matcher matcher,
    @JsonPropertyDescription(
            "Attributes that differ from their defaults, such as deregistration_delay.timeout_seconds.")
        @Size(max = 30)
        List<TargetGroupAttribute> attributes,
    @JsonPropertyDescription(
            "Targets that are registered by hand; tasks of services are registered by the service.")
        @Size(max = 1000)
        List<TargetDescription> targets,
    @JsonPropertyDescription("Tags.") @Size(max = 50) List<Tag> tags)
    implements TargetGroupSpecBuilder.With {

  public TargetGroupSpec {
    attributes = Immutable.copy(attributes);
    targets = Immutable.copy(targets);
    tags = Immutable.copy(tags);
  }
}
