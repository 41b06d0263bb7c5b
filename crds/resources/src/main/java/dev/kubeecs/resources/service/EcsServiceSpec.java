package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.AvailabilityZoneRebalancing;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentController;
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
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.ecs.VpcLatticeConfiguration;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateService and UpdateService take. */
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
@ValidationRule(
    value =
        "has(self.taskDefinition) || (has(self.deploymentController) && "
            + "self.deploymentController.type == 'EXTERNAL')",
    message = "taskDefinition is required unless deploymentController.type is EXTERNAL",
    fieldPath = ".taskDefinition",
    reason = "FieldValueRequired")
@ValidationRule(
    value =
        "!has(oldSelf.desiredStatus) || oldSelf.desiredStatus != 'INACTIVE' || "
            + "(has(self.desiredStatus) && self.desiredStatus == 'INACTIVE')",
    message = "desiredStatus cannot leave INACTIVE: delete this resource and create another",
    fieldPath = ".desiredStatus",
    reason = "FieldValueForbidden")
public record EcsServiceSpec(
    @JsonPropertyDescription("ECS name of the service; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another service")
        String serviceName,
    @JsonPropertyDescription("ECS name of the cluster; default when absent.")
        @Default("default")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another service")
        String cluster,
    @JsonPropertyDescription(
            "family follows the newest ACTIVE revision, family:revision (or its ARN) pins "
                + "one.")
        @Size(min = 1, max = 400)
        @Pattern(TaskDefinitionReference.SCHEMA)
        String taskDefinition,
    @JsonPropertyDescription("Number of tasks to keep running; not for DAEMON.")
        @Default("1")
        @SpecReplicas
        @Min(0)
        Integer desiredCount,
    @JsonPropertyDescription(
            "REPLICA keeps desiredCount tasks, DAEMON one on each container instance.")
        @Default("REPLICA")
        @Fixed("create another service")
        SchedulingStrategy schedulingStrategy,
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
    @JsonPropertyDescription("How rollouts go: limits, strategy, circuit breaker, alarms.")
        DeploymentConfiguration deploymentConfiguration,
    @JsonPropertyDescription("Who rolls out: ECS, CODE_DEPLOY or EXTERNAL.")
        DeploymentController deploymentController,
    @JsonPropertyDescription("Whether tasks are moved to even out the zones; DISABLED if absent.")
        AvailabilityZoneRebalancing availabilityZoneRebalancing,
    @JsonPropertyDescription("Which container instances may run the tasks.") @Size(max = 10)
        List<PlacementConstraint> placementConstraints,
    @JsonPropertyDescription("How to choose among container instances, by the first entry first.")
        @Size(max = 5)
        List<PlacementStrategy> placementStrategy,
    @JsonPropertyDescription("Seconds after a start in which failing health checks do not count.")
        @Min(0)
        Integer healthCheckGracePeriodSeconds,
    @JsonPropertyDescription("Role that registers targets with a load balancer.") String role,
    @JsonPropertyDescription("Whether tags with the names of cluster and service are added.")
        Boolean enableECSManagedTags,
    @JsonPropertyDescription("Whose tags the tasks take over: TASK_DEFINITION, SERVICE or NONE.")
        PropagateTags propagateTags,
    @JsonPropertyDescription("Whether ExecuteCommand may open sessions.")
        Boolean enableExecuteCommand,
    @JsonPropertyDescription("Service Connect names and clients.")
        ServiceConnectConfiguration serviceConnectConfiguration,
    @JsonPropertyDescription("Volumes configured at launch.")
        List<ServiceVolumeConfiguration> volumeConfigurations,
    @JsonPropertyDescription("VPC Lattice target groups.")
        List<VpcLatticeConfiguration> vpcLatticeConfigurations,
    @JsonPropertyDescription("Which port gateways route to, and how they check it; at most one.")
        @Size(max = 1)
        List<GatewayConnector> gatewayConnectors,
    @JsonPropertyDescription(
            "Names of the gateways that route to the port of gatewayConnectors; the API fills in "
                + "those that the cluster is associated with.")
        @Size(max = 5)
        List<String> gateways,
    @JsonPropertyDescription(
            "Makes the service an Express service, of one port and one gateway; ECS manages it.")
        ExpressSettings express,
    @JsonPropertyDescription("Resolution of the metrics of the service.")
        MonitoringConfiguration monitoring,
    @JsonPropertyDescription("ECS tags.") @Size(max = 50) List<Tag> tags,
    @JsonPropertyDescription("The token by which a repeated CreateService is known.")
        @Size(max = 64)
        String clientToken,
    @JsonPropertyDescription("Principal that created the service.") String createdBy,
    @JsonPropertyDescription(
            "Identity (19 digits) of the deployment that this spec asks for; another value "
                + "forces a new deployment. Optional: the operator makes one up.")
        @Pattern("^[0-9]{19}$")
        String deploymentId,
    @JsonPropertyDescription(
            "Which deployment of CodeDeploy asks for this; written by CreateDeployment.")
        CodeDeployDeployment codeDeploy,
    @JsonPropertyDescription(
            "INACTIVE drains and ends the service as DeleteService does: it stays visible for "
                + "a while.")
        DesiredServiceStatus desiredStatus)
    implements EcsServiceSpecBuilder.With {

  public EcsServiceSpec {
    capacityProviderStrategy = Immutable.copy(capacityProviderStrategy);
    loadBalancers = Immutable.copy(loadBalancers);
    serviceRegistries = Immutable.copy(serviceRegistries);
    placementConstraints = Immutable.copy(placementConstraints);
    placementStrategy = Immutable.copy(placementStrategy);
    volumeConfigurations = Immutable.copy(volumeConfigurations);
    vpcLatticeConfigurations = Immutable.copy(vpcLatticeConfigurations);
    gatewayConnectors = Immutable.copy(gatewayConnectors);
    gateways = Immutable.copy(gateways);
    tags = Immutable.copy(tags);
  }

  /** What the user wants of the service. */
  public enum DesiredServiceStatus {
    ACTIVE,
    INACTIVE
  }
}
