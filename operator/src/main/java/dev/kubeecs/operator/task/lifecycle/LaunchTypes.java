package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.task.EcsTaskSpec;

/** The launch type of a task that may name a capacity provider instead. */
public final class LaunchTypes {

  private LaunchTypes() {}

  /** As asked for, FARGATE for its capacity providers, EC2 otherwise. */
  public static LaunchType of(EcsTaskSpec spec) {
    if (spec.launchType() != null) {
      return spec.launchType();
    }
    return Absent.asEmpty(spec.capacityProviderStrategy()).stream()
            .anyMatch(item -> CapacityProviders.PREDEFINED.contains(item.capacityProvider()))
        ? LaunchType.FARGATE
        : LaunchType.EC2;
  }
}
