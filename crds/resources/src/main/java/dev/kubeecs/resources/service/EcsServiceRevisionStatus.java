package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.ContainerImage;
import dev.kubeecs.api.ecs.DeploymentEphemeralStorage;
import dev.kubeecs.api.ecs.ECSManagedResources;
import dev.kubeecs.api.ecs.ResolvedConfiguration;
import dev.kubeecs.api.ecs.ServiceRevisionOverrides;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What DescribeServiceRevisions tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsServiceRevisionStatus(
    @JsonPropertyDescription("Amazon Resource Name of the revision.") String serviceRevisionArn,
    @JsonPropertyDescription("Amazon Resource Name of the service.") String serviceArn,
    @JsonPropertyDescription("Amazon Resource Name of the cluster.") String clusterArn,
    @JsonPropertyDescription("Operating system family, on FARGATE.") String platformFamily,
    @JsonPropertyDescription("Images with the digests that run.")
        List<ContainerImage> containerImages,
    @JsonPropertyDescription("Whether runtime monitoring is on.") Boolean guardDutyEnabled,
    @JsonPropertyDescription("Scratch storage of tasks on FARGATE.")
        DeploymentEphemeralStorage fargateEphemeralStorage,
    @JsonPropertyDescription("Load balancer resources that were found.")
        ResolvedConfiguration resolvedConfiguration,
    @JsonPropertyDescription("Resources that ECS made for the service.")
        ECSManagedResources ecsManagedResources,
    @JsonPropertyDescription("Overrides of the revision.") ServiceRevisionOverrides overrides,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsServiceRevisionStatusBuilder.With, StatusWithConditions {

  public EcsServiceRevisionStatus {
    containerImages = Immutable.copy(containerImages);
    conditions = Immutable.copy(conditions);
  }
}
