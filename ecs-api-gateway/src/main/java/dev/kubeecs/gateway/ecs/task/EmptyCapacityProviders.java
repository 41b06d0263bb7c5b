package dev.kubeecs.gateway.ecs.task;

import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.gateway.ecs.capacityprovider.KnownCapacityProviders;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.task.EcsTask;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Capacity providers without Nodes, to which nobody will add any: no task need wait for them. */
@Singleton
final class EmptyCapacityProviders {

  private final KnownCapacityProviders providers;

  EmptyCapacityProviders(KnownCapacityProviders providers) {
    this.providers = providers;
  }

  /** Why RunTask does not start a task, if that is why. */
  Optional<Failure> failure(Call call, EcsTask task) {
    return CapacityProviderStrategies.first(task.getSpec().capacityProviderStrategy())
        .flatMap(name -> providers.active(call, name))
        .filter(EmptyCapacityProviders::isEmpty)
        .map(
            provider ->
                Failure.builder()
                    .arn(call.account().capacityProviderArn(CapacityProviders.name(provider)))
                    .reason("EMPTY CAPACITY PROVIDER")
                    .build());
  }

  /** What the operator has not counted yet may have Nodes. */
  private static boolean isEmpty(EcsCapacityProvider provider) {
    return !CapacityProviders.grows(provider)
        && provider.getStatus() != null
        && Integer.valueOf(0).equals(provider.getStatus().registeredInstancesCount());
  }
}
