package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.servicediscovery.OperationType;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A change that was asked for, and of what. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@Fixed("an operation is history")
public record DiscoveryOperationSpec(
    @JsonPropertyDescription("What was asked for.") @Required OperationType type,
    @JsonPropertyDescription("Id of the namespace.") @Size(max = 64) String namespaceId,
    @JsonPropertyDescription("Id of the service.") @Size(max = 64) String serviceId,
    @JsonPropertyDescription("Id of the instance.") @Size(max = 64) String instanceId)
    implements DiscoveryOperationSpecBuilder.With {}
