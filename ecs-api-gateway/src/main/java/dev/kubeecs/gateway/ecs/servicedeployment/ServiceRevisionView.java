package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ContainerImage;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.ServiceRevision;
import dev.kubeecs.gateway.ecs.LaunchTypes;
import dev.kubeecs.gateway.ecs.Platforms;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.EcsServiceRevisionStatus;
import dev.kubeecs.resources.service.EcsServiceRevisionStatusBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A service revision as DescribeServiceRevisions tells it. */
final class ServiceRevisionView {

  private static final EcsServiceRevisionStatus UNSEEN =
      EcsServiceRevisionStatusBuilder.builder().build();

  private ServiceRevisionView() {}

  /**
   * The API's record of a revision.
   *
   * @param definition its task definition, if that still exists
   */
  static ServiceRevision of(
      EcsServiceRevision revision, Optional<TaskDefinitionRevision> definition, Account account) {
    EcsServiceRevisionSpec spec = revision.getSpec();
    EcsServiceRevisionStatus told = or(revision.getStatus(), UNSEEN);
    LaunchType launchType = LaunchTypes.of(spec.launchType(), spec.capacityProviderStrategy());
    return ServiceRevision.builder()
        .serviceRevisionArn(
            account.serviceRevisionArn(spec.cluster(), spec.serviceName(), spec.deploymentId()))
        .serviceArn(account.serviceArn(spec.cluster(), spec.serviceName()))
        .clusterArn(account.clusterArn(spec.cluster()))
        .taskDefinition(taskDefinitionArn(spec, account))
        .capacityProviderStrategy(spec.capacityProviderStrategy())
        .launchType(spec.launchType())
        .platformVersion(Platforms.running(launchType, spec.platformVersion()))
        .platformFamily(
            Platforms.family(launchType, definition.map(d -> d.getSpec().taskDefinition())))
        .loadBalancers(spec.loadBalancers())
        .serviceRegistries(spec.serviceRegistries())
        .networkConfiguration(spec.networkConfiguration())
        .containerImages(
            or(told.containerImages(), definition.map(ServiceRevisionView::images).orElse(null)))
        .guardDutyEnabled(or(told.guardDutyEnabled(), false))
        .serviceConnectConfiguration(spec.serviceConnectConfiguration())
        .volumeConfigurations(spec.volumeConfigurations())
        .fargateEphemeralStorage(told.fargateEphemeralStorage())
        .createdAt(Instant.parse(revision.getMetadata().getCreationTimestamp()))
        .vpcLatticeConfigurations(spec.vpcLatticeConfigurations())
        .resolvedConfiguration(told.resolvedConfiguration())
        .ecsManagedResources(told.ecsManagedResources())
        .overrides(told.overrides())
        .gatewayConnectors(spec.gatewayConnectors())
        .monitoring(spec.monitoring())
        .build();
  }

  /** The images as asked for: which digests run is known once a task has started. */
  private static List<ContainerImage> images(TaskDefinitionRevision definition) {
    return definition.getSpec().taskDefinition().containerDefinitions().stream()
        .map(c -> ContainerImage.builder().containerName(c.name()).image(c.image()).build())
        .toList();
  }

  private static String taskDefinitionArn(EcsServiceRevisionSpec spec, Account account) {
    TaskDefinitionReference reference =
        TaskDefinitionReference.parse(spec.taskDefinition()).orElseThrow();
    return account.taskDefinitionArn(reference.family(), reference.revision().orElseThrow());
  }
}
