package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A name and port of Service Connect by which tasks reach the instances of a service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectAlias(
    @JsonPropertyDescription("Host name by which tasks of the namespace reach the instances.")
        @Required
        @Pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$")
        @Size(min = 1, max = 253)
        String dnsName,
    @JsonPropertyDescription("Port on which they do.") @Required @Min(1) @Max(65535)
        Integer port) {}
