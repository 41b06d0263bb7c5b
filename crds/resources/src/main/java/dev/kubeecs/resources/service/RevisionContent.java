package dev.kubeecs.resources.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.service.validation.UnsupportedOfService;
import java.util.List;

/** What of a service a revision holds: all that makes its tasks differ. */
public final class RevisionContent {

  private RevisionContent() {}

  /**
   * The snapshot of a service as it is wanted now; its deployment id is for the caller to set.
   *
   * @param objectName of the EcsService
   * @param serviceName ECS name of the service
   * @param cluster ECS name of the cluster
   * @param taskDefinition {@code family:revision} that its {@code taskDefinition} means now
   */
  public static EcsServiceRevisionSpec of(
      String objectName,
      String serviceName,
      String cluster,
      EcsServiceSpec spec,
      String taskDefinition) {
    boolean hasStrategy = !Absent.asEmpty(spec.capacityProviderStrategy()).isEmpty();
    return EcsServiceRevisionSpecBuilder.builder()
        .service(objectName)
        .serviceName(serviceName)
        .cluster(cluster)
        .taskDefinition(taskDefinition)
        .schedulingStrategy(or(spec.schedulingStrategy(), SchedulingStrategy.REPLICA))
        .launchType(hasStrategy ? null : or(spec.launchType(), LaunchType.EC2))
        .capacityProviderStrategy(spec.capacityProviderStrategy())
        .platformVersion(spec.platformVersion())
        .loadBalancers(spec.loadBalancers())
        .serviceRegistries(spec.serviceRegistries())
        .networkConfiguration(spec.networkConfiguration())
        .placementConstraints(spec.placementConstraints())
        .placementStrategy(spec.placementStrategy())
        .enableECSManagedTags(spec.enableECSManagedTags())
        .propagateTags(spec.propagateTags())
        .enableExecuteCommand(spec.enableExecuteCommand())
        .serviceConnectConfiguration(spec.serviceConnectConfiguration())
        .volumeConfigurations(spec.volumeConfigurations())
        .vpcLatticeConfigurations(spec.vpcLatticeConfigurations())
        .gatewayConnectors(spec.gatewayConnectors())
        .gateways(spec.gateways())
        .monitoring(spec.monitoring())
        .build();
  }

  /** Whether what a revision would hold of the two specs of one service differs. */
  public static boolean differs(EcsServiceSpec one, EcsServiceSpec other) {
    return !of("", "", "", one, one.taskDefinition())
        .equals(of("", "", "", other, other.taskDefinition()));
  }

  /** The spec of a service with what an earlier revision of it holds. */
  public static EcsServiceSpec restored(EcsServiceSpec spec, EcsServiceRevisionSpec revision) {
    return spec.with(
        s ->
            s.taskDefinition(revision.taskDefinition())
                .launchType(revision.launchType())
                .capacityProviderStrategy(revision.capacityProviderStrategy())
                .platformVersion(revision.platformVersion())
                .loadBalancers(revision.loadBalancers())
                .serviceRegistries(revision.serviceRegistries())
                .networkConfiguration(revision.networkConfiguration())
                .placementConstraints(revision.placementConstraints())
                .placementStrategy(revision.placementStrategy())
                .enableECSManagedTags(revision.enableECSManagedTags())
                .propagateTags(revision.propagateTags())
                .enableExecuteCommand(revision.enableExecuteCommand())
                .serviceConnectConfiguration(revision.serviceConnectConfiguration())
                .volumeConfigurations(revision.volumeConfigurations())
                .vpcLatticeConfigurations(revision.vpcLatticeConfigurations())
                .gatewayConnectors(revision.gatewayConnectors())
                .gateways(revision.gateways())
                .monitoring(revision.monitoring()));
  }

  /** Whether two revisions hold the same, whatever their ids. */
  public static boolean same(EcsServiceRevisionSpec one, EcsServiceRevisionSpec other) {
    return one.withDeploymentId(null).equals(other.withDeploymentId(null));
  }

  /** The kind of capacity that the tasks of a revision use, however it was asked for. */
  public static LaunchType launchType(EcsServiceRevisionSpec revision) {
    if (revision.launchType() != null) {
      return revision.launchType();
    }
    List<CapacityProviderStrategyItem> strategy =
        Absent.asEmpty(revision.capacityProviderStrategy());
    return strategy.stream().anyMatch(UnsupportedOfService::isFargate)
        ? LaunchType.FARGATE
        : LaunchType.EC2;
  }
}
