package dev.kubeecs.gateway.ecs.capacityprovider;

import dev.kubeecs.api.ecs.CapacityProviderStatus;
import dev.kubeecs.api.ecs.CapacityProviderType;
import dev.kubeecs.api.ecs.CapacityProviderUpdateStatus;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatus;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatusBuilder;
import java.util.Objects;

/** What is true of a capacity provider whether or not the operator has seen it yet. */
final class CapacityProviderFacts {

  private static final EcsCapacityProviderStatus UNSEEN =
      EcsCapacityProviderStatusBuilder.builder().build();

  private CapacityProviderFacts() {}

  /** Where it is in its life. A new one may be used at once, for nothing has to be made. */
  static CapacityProviderStatus status(EcsCapacityProvider provider) {
    if (CapacityProviders.isActive(provider)) {
      return CapacityProviderStatus.ACTIVE;
    }
    return told(provider).status() == CapacityProviderStatus.INACTIVE
        ? CapacityProviderStatus.INACTIVE
        : CapacityProviderStatus.DEPROVISIONING;
  }

  /** How its last change went. */
  static CapacityProviderUpdateStatus updateStatus(EcsCapacityProvider provider) {
    EcsCapacityProviderStatus told = told(provider);
    boolean seen =
        Objects.equals(told.observedGeneration(), provider.getMetadata().getGeneration());
    if (!CapacityProviders.isActive(provider)) {
      return status(provider) == CapacityProviderStatus.INACTIVE
          ? CapacityProviderUpdateStatus.DELETE_COMPLETE
          : CapacityProviderUpdateStatus.DELETE_IN_PROGRESS;
    }
    if (seen) {
      return told.updateStatus();
    }
    return told.observedGeneration() == null
        ? CapacityProviderUpdateStatus.CREATE_COMPLETE
        : CapacityProviderUpdateStatus.UPDATE_IN_PROGRESS;
  }

  /** What kind of capacity it is. Nodes by a label alone are like those of a group. */
  static CapacityProviderType type(EcsCapacityProvider provider) {
    return provider.getSpec().managedInstancesProvider() == null
        ? CapacityProviderType.EC2_AUTOSCALING
        : CapacityProviderType.MANAGED_INSTANCES;
  }

  /** What the operator has told last; empty members if nothing. */
  static EcsCapacityProviderStatus told(EcsCapacityProvider provider) {
    return provider.getStatus() == null ? UNSEEN : provider.getStatus();
  }
}
