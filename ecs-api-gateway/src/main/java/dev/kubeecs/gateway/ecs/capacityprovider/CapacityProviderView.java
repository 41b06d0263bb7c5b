package dev.kubeecs.gateway.ecs.capacityprovider;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AutoScalingGroupProvider;
import dev.kubeecs.api.ecs.CapacityProvider;
import dev.kubeecs.api.ecs.CapacityProviderStatus;
import dev.kubeecs.api.ecs.CapacityProviderType;
import dev.kubeecs.api.ecs.CreateManagedInstancesProviderConfiguration;
import dev.kubeecs.api.ecs.ManagedDraining;
import dev.kubeecs.api.ecs.ManagedInstancesProvider;
import dev.kubeecs.api.ecs.ManagedScaling;
import dev.kubeecs.api.ecs.ManagedScalingStatus;
import dev.kubeecs.api.ecs.ManagedTerminationProtection;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderSpec;
import dev.kubeecs.resources.naming.Account;
import java.util.List;

/** A capacity provider as DescribeCapacityProviders tells it. */
final class CapacityProviderView {

  private static final int TARGET_CAPACITY = 100;
  private static final int SMALLEST_STEP = 1;
  private static final int LARGEST_STEP = 10_000;
  private static final int WARM_UP_SECONDS = 300;

  private CapacityProviderView() {}

  /**
   * The API's record of a capacity provider.
   *
   * @param withTags whether tags are asked for
   */
  static CapacityProvider of(EcsCapacityProvider provider, Account account, boolean withTags) {
    EcsCapacityProviderSpec spec = provider.getSpec();
    String name = CapacityProviders.name(provider);
    return CapacityProvider.builder()
        .capacityProviderArn(account.capacityProviderArn(name))
        .name(name)
        .cluster(spec.cluster())
        .status(CapacityProviderFacts.status(provider))
        .autoScalingGroupProvider(filled(spec.autoScalingGroupProvider()))
        .managedInstancesProvider(view(spec.managedInstancesProvider()))
        .updateStatus(CapacityProviderFacts.updateStatus(provider))
        .updateStatusReason(CapacityProviderFacts.told(provider).updateStatusReason())
        .tags(withTags ? asEmpty(spec.tags()) : List.of())
        .type(CapacityProviderFacts.type(provider))
        .build();
  }

  /** The record of one that every account has. */
  static CapacityProvider predefined(String name, Account account) {
    return CapacityProvider.builder()
        .capacityProviderArn(account.capacityProviderArn(name))
        .name(name)
        .status(CapacityProviderStatus.ACTIVE)
        .type(CapacityProviderType.valueOf(name))
        .tags(List.of())
        .build();
  }

  /** With every default spelled out, as AWS answers it. */
  private static AutoScalingGroupProvider filled(AutoScalingGroupProvider asked) {
    return asked == null
        ? null
        : asked.toBuilder()
            .managedScaling(filled(asked.managedScaling()))
            .managedTerminationProtection(
                or(asked.managedTerminationProtection(), ManagedTerminationProtection.DISABLED))
            .managedDraining(or(asked.managedDraining(), ManagedDraining.ENABLED))
            .build();
  }

  private static ManagedScaling filled(ManagedScaling asked) {
    if (asked == null || asked.status() != ManagedScalingStatus.ENABLED) {
      return ManagedScaling.builder().status(ManagedScalingStatus.DISABLED).build();
    }
    return asked.toBuilder()
        .targetCapacity(or(asked.targetCapacity(), TARGET_CAPACITY))
        .minimumScalingStepSize(or(asked.minimumScalingStepSize(), SMALLEST_STEP))
        .maximumScalingStepSize(or(asked.maximumScalingStepSize(), LARGEST_STEP))
        .instanceWarmupPeriod(or(asked.instanceWarmupPeriod(), WARM_UP_SECONDS))
        .build();
  }

  private static ManagedInstancesProvider view(CreateManagedInstancesProviderConfiguration asked) {
    return asked == null
        ? null
        : ManagedInstancesProvider.builder()
            .infrastructureRoleArn(asked.infrastructureRoleArn())
            .instanceLaunchTemplate(asked.instanceLaunchTemplate())
            .propagateTags(asked.propagateTags())
            .infrastructureOptimization(asked.infrastructureOptimization())
            .autoRepairConfiguration(asked.autoRepairConfiguration())
            .build();
  }
}
