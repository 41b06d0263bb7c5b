package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.MonitoringConfiguration;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.PlacementConstraint;
import dev.kubeecs.api.ecs.PlacementStrategy;
import dev.kubeecs.api.ecs.PropagateTags;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.api.ecs.ServiceVolumeConfiguration;
import dev.kubeecs.api.ecs.VpcLatticeConfiguration;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** A snapshot of all of a service that a deployment rolls out. */
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
@Fixed("start another deployment")
public record EcsServiceRevisionSpec(
    @JsonPropertyDescription("metadata.name of the EcsService.") @Required @Size(max = 253)
        String service,
    @JsonPropertyDescription("ECS name of the service.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String serviceName,
    @JsonPropertyDescription("ECS name of the cluster.")
        @Required
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        String cluster,
    @JsonPropertyDescription("The 19 digits that identify the deployment and the revision.")
        @Required
        @Pattern("^[0-9]{19}$")
        String deploymentId,
    @JsonPropertyDescription("family:revision.")
        @Required
        @Size(max = 400)
        @Pattern(TaskDefinitionReference.PINNED_SCHEMA)
        String taskDefinition,
    @JsonPropertyDescription("REPLICA or DAEMON.") SchedulingStrategy schedulingStrategy,
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
    @JsonPropertyDescription("Which container instances may run the tasks.") @Size(max = 10)
        List<PlacementConstraint> placementConstraints,
    @JsonPropertyDescription("How to choose among container instances, by the first entry first.")
        @Size(max = 5)
        List<PlacementStrategy> placementStrategy,
    @JsonPropertyDescription("Whether tags with the names of cluster and service are added.")
        Boolean enableECSManagedTags,
    @JsonPropertyDescription("Whose tags the tasks take over.") PropagateTags propagateTags,
    @JsonPropertyDescription("Whether ExecuteCommand may open sessions.")
        Boolean enableExecuteCommand,
    @JsonPropertyDescription("Service Connect names and clients.")
        ServiceConnectConfiguration serviceConnectConfiguration,
    @JsonPropertyDescription("Volumes configured at launch.")
        List<ServiceVolumeConfiguration> volumeConfigurations,
    @JsonPropertyDescription("VPC Lattice target groups.")
        List<VpcLatticeConfiguration> vpcLatticeConfigurations,
    @JsonPropertyDescription("Gateways that route to the service.")
        List<GatewayConnector> gatewayConnectors,
    @JsonPropertyDescription("Names of the gateways that route to the service.") @Size(max = 5)
        List<String> gateways,
    @JsonPropertyDescription("Resolution of the metrics of the service.")
        MonitoringConfiguration monitoring)
    implements EcsServiceRevisionSpecBuilder.With {

  public EcsServiceRevisionSpec {
    capacityProviderStrategy = Immutable.copy(capacityProviderStrategy);
    loadBalancers = Immutable.copy(loadBalancers);
    serviceRegistries = Immutable.copy(serviceRegistries);
    placementConstraints = Immutable.copy(placementConstraints);
    placementStrategy = Immutable.copy(placementStrategy);
    volumeConfigurations = Immutable.copy(volumeConfigurations);
    vpcLatticeConfigurations = Immutable.copy(vpcLatticeConfigurations);
    gatewayConnectors = Immutable.copy(gatewayConnectors);
    gateways = Immutable.copy(gateways);
  }
}
