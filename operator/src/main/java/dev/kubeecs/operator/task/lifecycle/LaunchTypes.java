package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.task.EcsTaskSpec;
import java.util.Set;

/** The launch type of a task that may name a capacity provider instead. */
public final class LaunchTypes {

  private static final Set<String> FARGATE_PROVIDERS = Set.of("FARGATE", "FARGATE_SPOT");

  private LaunchTypes() {}

  /** As asked for, FARGATE for its capacity providers, EC2 otherwise. */
  public static LaunchType of(EcsTaskSpec spec) {
    if (spec.launchType() != null) {
      return spec.launchType();
    }
    return Absent.asEmpty(spec.capacityProviderStrategy()).stream()
            .anyMatch(item -> FARGATE_PROVIDERS.contains(item.capacityProvider()))
        ? LaunchType.FARGATE
        : LaunchType.EC2;
  }
}
