package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What makes a service an Express service, beside its gateway and its scaling. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExpressSettings(
    @JsonPropertyDescription(
            "Role in the words of AWS; the operator makes load balancers by its own rights.")
        String infrastructureRoleArn) {}
