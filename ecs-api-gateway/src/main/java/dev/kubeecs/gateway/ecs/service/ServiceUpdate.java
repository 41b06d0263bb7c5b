package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.UpdateServiceRequest;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.RevisionContent;
import dev.kubeecs.resources.service.TaskSetContent;
import java.util.List;

/** What UpdateService makes of a service: members that the request leaves out stay as they are. */
final class ServiceUpdate {

  private ServiceUpdate() {}

  /**
   * How the tasks of the updated service start.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException if the request contradicts the cluster
   */
  static Launch launch(UpdateServiceRequest request, EcsServiceSpec spec, EcsClusterSpec cluster) {
    if (TaskSetContent.isExternal(spec)) {
      return new Launch(spec.launchType(), null, null, null);
    }
    List<CapacityProviderStrategyItem> strategy =
        or(request.capacityProviderStrategy(), spec.capacityProviderStrategy());
    LaunchType launchType = asEmpty(strategy).isEmpty() ? spec.launchType() : null;
    return Launch.of(
        launchType,
        strategy,
        or(request.platformVersion(), spec.platformVersion()),
        or(request.networkConfiguration(), spec.networkConfiguration()),
        cluster);
  }

  /**
   * The updated spec. It asks for another deployment if what a service revision holds has changed,
   * or the request forces one.
   *
   * @param taskDefinition {@code family:revision} that the service shall run, or null to keep its
   * @param deploymentId what another deployment would be called
   */
  static EcsServiceSpec of(
      UpdateServiceRequest request,
      EcsServiceSpec spec,
      Launch launch,
      String taskDefinition,
      String deploymentId) {
    EcsServiceSpecBuilder updated = EcsServiceSpecBuilder.builder(spec);
    addRevisionContent(updated, request, spec);
    updated
        .taskDefinition(or(taskDefinition, spec.taskDefinition()))
        .launchType(launch.launchType())
        .capacityProviderStrategy(launch.strategy())
        .platformVersion(launch.platformVersion())
        .networkConfiguration(launch.network())
        .desiredCount(or(request.desiredCount(), spec.desiredCount()))
        .deploymentConfiguration(CodeDeployController.updated(request, spec))
        .deploymentController(or(request.deploymentController(), spec.deploymentController()))
        .availabilityZoneRebalancing(
            or(request.availabilityZoneRebalancing(), spec.availabilityZoneRebalancing()))
        .healthCheckGracePeriodSeconds(
            or(request.healthCheckGracePeriodSeconds(), spec.healthCheckGracePeriodSeconds()));
    boolean deploys =
        Boolean.TRUE.equals(request.forceNewDeployment())
            || RevisionContent.differs(updated.build(), spec);
    return deploys ? updated.deploymentId(deploymentId).build() : updated.build();
  }

  /**
   * An updated spec with the gateways that lead to the service from now on.
   *
   * @param before the spec that was updated
   * @param gateways null for none
   */
  static EcsServiceSpec routed(
      EcsServiceSpec updated, EcsServiceSpec before, List<String> gateways, String deploymentId) {
    EcsServiceSpec routed = updated.withGateways(gateways);
    return RevisionContent.differs(routed, before) ? routed.withDeploymentId(deploymentId) : routed;
  }

  private static void addRevisionContent(
      EcsServiceSpecBuilder updated, UpdateServiceRequest request, EcsServiceSpec spec) {
    updated
        .loadBalancers(or(request.loadBalancers(), spec.loadBalancers()))
        .serviceRegistries(or(request.serviceRegistries(), spec.serviceRegistries()))
        .placementConstraints(or(request.placementConstraints(), spec.placementConstraints()))
        .placementStrategy(or(request.placementStrategy(), spec.placementStrategy()))
        .enableECSManagedTags(or(request.enableECSManagedTags(), spec.enableECSManagedTags()))
        .propagateTags(or(request.propagateTags(), spec.propagateTags()))
        .enableExecuteCommand(or(request.enableExecuteCommand(), spec.enableExecuteCommand()))
        .serviceConnectConfiguration(
            or(request.serviceConnectConfiguration(), spec.serviceConnectConfiguration()))
        .volumeConfigurations(or(request.volumeConfigurations(), spec.volumeConfigurations()))
        .vpcLatticeConfigurations(
            or(request.vpcLatticeConfigurations(), spec.vpcLatticeConfigurations()))
        .gatewayConnectors(or(request.gatewayConnectors(), spec.gatewayConnectors()))
        .monitoring(or(request.monitoring(), spec.monitoring()));
  }
}
