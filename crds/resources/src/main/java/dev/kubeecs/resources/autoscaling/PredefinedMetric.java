package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A metric of a service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.resourceLabel) == (self.predefinedMetricType == 'ALBRequestCountPerTarget')",
    message = "resourceLabel belongs to ALBRequestCountPerTarget, and to no other metric",
    fieldPath = ".resourceLabel")
public record PredefinedMetric(
    @JsonPropertyDescription(
            "Percent of the CPU or memory that the tasks may use, or requests a minute per target.")
        @Required
        ServiceMetric predefinedMetricType,
    @JsonPropertyDescription(
            "Load balancer and target group whose requests are counted: the ends of their ARNs, "
                + "app/<name>/<id>/targetgroup/<name>/<id>.")
        @Size(min = 1, max = 1023)
        String resourceLabel) {}
