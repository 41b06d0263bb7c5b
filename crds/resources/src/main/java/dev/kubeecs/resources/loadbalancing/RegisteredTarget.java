package dev.kubeecs.resources.loadbalancing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.elbv2.TargetHealth;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** A target and its health. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredTarget(
    @JsonPropertyDescription("Address of the target, or id of the container instance.") String id,
    @JsonPropertyDescription("Port of the target.") Integer port,
    @JsonPropertyDescription(
            "Where requests are sent: the address itself, or that of the container instance.")
        String address,
    @JsonPropertyDescription("Id of the task that the target is; none for one registered by hand.")
        String task,
    @JsonPropertyDescription("Zone of the target.") String availabilityZone,
    @JsonPropertyDescription("What health checks say of it.") TargetHealth health,
    @JsonPropertyDescription("When it began to drain.") Instant drainingSince)
    implements RegisteredTargetBuilder.With {}
