package dev.kubeecs.gateway.ecs.capacityprovider;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AutoScalingGroupProvider;
import dev.kubeecs.api.ecs.AutoScalingGroupProviderUpdate;
import dev.kubeecs.api.ecs.CreateCapacityProviderRequest;
import dev.kubeecs.api.ecs.CreateManagedInstancesProviderConfiguration;
import dev.kubeecs.api.ecs.InstanceLaunchTemplate;
import dev.kubeecs.api.ecs.InstanceLaunchTemplateUpdate;
import dev.kubeecs.api.ecs.ManagedScaling;
import dev.kubeecs.api.ecs.UpdateCapacityProviderRequest;
import dev.kubeecs.api.ecs.UpdateManagedInstancesProviderConfiguration;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderSpec;
import dev.kubeecs.resources.capacity.EcsCapacityProviderSpecBuilder;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** What CreateCapacityProvider and UpdateCapacityProvider make of a capacity provider. */
final class ChangedCapacityProvider {

  private ChangedCapacityProvider() {}

  /**
   * What a request asks for.
   *
   * @param cluster ECS name of the cluster, or null
   */
  static EcsCapacityProviderSpec spec(CreateCapacityProviderRequest request, String cluster) {
    return EcsCapacityProviderSpecBuilder.builder()
        .name(request.name())
        .cluster(cluster)
        .autoScalingGroupProvider(request.autoScalingGroupProvider())
        .managedInstancesProvider(request.managedInstancesProvider())
        .tags(request.tags())
        .build();
  }

  static EcsCapacityProvider created(EcsCapacityProviderSpec spec, String namespace) {
    EcsCapacityProvider provider = new EcsCapacityProvider();
    provider.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(ObjectNames.capacityProvider(spec.name()))
            .build());
    provider.setSpec(spec);
    return provider;
  }

  /** The spec with what the request changes; what it leaves out stays as it is. */
  static EcsCapacityProviderSpec updated(
      EcsCapacityProviderSpec spec, UpdateCapacityProviderRequest request) {
    if (request.autoScalingGroupProvider() != null) {
      AutoScalingGroupProvider group = spec.autoScalingGroupProvider();
      if (group == null) {
        throw invalidParameter(
            "autoScalingGroupProvider: the capacity provider has no Auto Scaling group.");
      }
      AutoScalingGroupProvider updated = updated(group, request.autoScalingGroupProvider());
      CapacityProviderRules.check(updated);
      return spec.withAutoScalingGroupProvider(updated);
    }
    if (spec.managedInstancesProvider() == null) {
      throw invalidParameter(
          "managedInstancesProvider: the capacity provider has no managed instances.");
    }
    return spec.withManagedInstancesProvider(
        updated(spec.managedInstancesProvider(), request.managedInstancesProvider()));
  }

  private static AutoScalingGroupProvider updated(
      AutoScalingGroupProvider group, AutoScalingGroupProviderUpdate change) {
    return group.toBuilder()
        .managedScaling(updated(group.managedScaling(), change.managedScaling()))
        .managedTerminationProtection(
            or(change.managedTerminationProtection(), group.managedTerminationProtection()))
        .managedDraining(or(change.managedDraining(), group.managedDraining()))
        .build();
  }

  private static ManagedScaling updated(ManagedScaling scaling, ManagedScaling change) {
    if (scaling == null || change == null) {
      return or(change, scaling);
    }
    return ManagedScaling.builder()
        .status(or(change.status(), scaling.status()))
        .targetCapacity(or(change.targetCapacity(), scaling.targetCapacity()))
        .minimumScalingStepSize(
            or(change.minimumScalingStepSize(), scaling.minimumScalingStepSize()))
        .maximumScalingStepSize(
            or(change.maximumScalingStepSize(), scaling.maximumScalingStepSize()))
        .instanceWarmupPeriod(or(change.instanceWarmupPeriod(), scaling.instanceWarmupPeriod()))
        .build();
  }

  private static CreateManagedInstancesProviderConfiguration updated(
      CreateManagedInstancesProviderConfiguration present,
      UpdateManagedInstancesProviderConfiguration change) {
    return present.toBuilder()
        .infrastructureRoleArn(change.infrastructureRoleArn())
        .instanceLaunchTemplate(
            updated(present.instanceLaunchTemplate(), change.instanceLaunchTemplate()))
        .propagateTags(or(change.propagateTags(), present.propagateTags()))
        .infrastructureOptimization(
            or(change.infrastructureOptimization(), present.infrastructureOptimization()))
        .autoRepairConfiguration(
            or(change.autoRepairConfiguration(), present.autoRepairConfiguration()))
        .build();
  }

  private static InstanceLaunchTemplate updated(
      InstanceLaunchTemplate present, InstanceLaunchTemplateUpdate change) {
    return present.toBuilder()
        .ec2InstanceProfileArn(or(change.ec2InstanceProfileArn(), present.ec2InstanceProfileArn()))
        .networkConfiguration(or(change.networkConfiguration(), present.networkConfiguration()))
        .storageConfiguration(or(change.storageConfiguration(), present.storageConfiguration()))
        .instanceMetadataTagsPropagation(
            or(change.instanceMetadataTagsPropagation(), present.instanceMetadataTagsPropagation()))
        .localStorageConfiguration(
            or(change.localStorageConfiguration(), present.localStorageConfiguration()))
        .monitoring(or(change.monitoring(), present.monitoring()))
        .instanceRequirements(or(change.instanceRequirements(), present.instanceRequirements()))
        .capacityReservations(or(change.capacityReservations(), present.capacityReservations()))
        .build();
  }
}
