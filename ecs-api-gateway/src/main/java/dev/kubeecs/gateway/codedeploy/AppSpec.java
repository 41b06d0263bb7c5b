package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import java.util.List;
import java.util.Map;

/**
 * What an AppSpec says of a service. Source: the CodeDeploy user guide, "AppSpec File structure for
 * Amazon ECS deployments".
 *
 * @param taskDefinition ARN or {@code family:revision}
 * @param containerName that gets traffic
 * @param containerPort of that container
 * @param platformVersion null to keep the service's
 * @param networkConfiguration null to keep the service's
 * @param capacityProviderStrategy empty to keep the service's
 * @param hooks what is called at events
 */
record AppSpec(
    String taskDefinition,
    String containerName,
    int containerPort,
    String platformVersion,
    NetworkConfiguration networkConfiguration,
    List<CapacityProviderStrategyItem> capacityProviderStrategy,
    Map<HookEvent, String> hooks) {

  AppSpec {
    capacityProviderStrategy = List.copyOf(capacityProviderStrategy);
    hooks = Map.copyOf(hooks);
  }
}
