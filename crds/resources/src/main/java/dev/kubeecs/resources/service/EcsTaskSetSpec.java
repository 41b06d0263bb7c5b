package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateTaskSet and UpdateTaskSet take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!has(self.launchType) || !has(self.capacityProviderStrategy) || "
            + "self.capacityProviderStrategy.size() == 0",
    message = "launchType and capacityProviderStrategy exclude each other",
    fieldPath = ".capacityProviderStrategy",
    reason = "FieldValueForbidden")
@Fixed(
    value = "create another task set",
    except = {"scale", "primary", "tags"})
public record EcsTaskSetSpec(
    @JsonPropertyDescription("metadata.name of the EcsService.") @Required @Size(max = 253)
        String service,
    @JsonPropertyDescription("ECS name of the cluster.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String cluster,
    @JsonPropertyDescription("Identity of the task set in the external deployer.")
        String externalId,
    @JsonPropertyDescription("family, family:revision or ARN.")
        @Required
        @Size(max = 400)
        @Pattern(TaskDefinitionReference.SCHEMA)
        String taskDefinition,
    @JsonPropertyDescription("Kind of capacity; excludes capacityProviderStrategy.")
        LaunchType launchType,
    @JsonPropertyDescription("Capacity providers with base and weight; excludes launchType.")
        @Size(max = 20)
        List<CapacityProviderStrategyItem> capacityProviderStrategy,
    @JsonPropertyDescription("Fargate platform version; LATEST when absent.")
        String platformVersion,
    @JsonPropertyDescription("Target groups that tasks are registered in.") @Size(max = 20)
        List<LoadBalancer> loadBalancers,
    @JsonPropertyDescription("Service discovery registries that tasks are registered in.")
        @Size(max = 20)
        List<ServiceRegistry> serviceRegistries,
    @JsonPropertyDescription("Subnets, security groups and public address, for awsvpc.")
        NetworkConfiguration networkConfiguration,
    @JsonPropertyDescription("Share of the desired count of the service, in percent.") Scale scale,
    @JsonPropertyDescription("Whether this is the task set that serves production.")
        Boolean primary,
    @JsonPropertyDescription("Who made it.") String startedBy,
    @JsonPropertyDescription("The token by which a repeated CreateTaskSet is known.")
        @Size(max = 64)
        String clientToken,
    @JsonPropertyDescription("ECS tags.") @Size(max = 50) List<Tag> tags)
    implements EcsTaskSetSpecBuilder.With {

  public EcsTaskSetSpec {
    capacityProviderStrategy = Immutable.copy(capacityProviderStrategy);
    loadBalancers = Immutable.copy(loadBalancers);
    serviceRegistries = Immutable.copy(serviceRegistries);
    tags = Immutable.copy(tags);
  }
}
