package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.gateway.ecs.containerinstance.ContainerInstances;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.ecs.task.Tasks;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** What a cluster still has in it. */
@Singleton
final class ClusterUse {

  private final Tasks tasks;
  private final Services services;
  private final ContainerInstances instances;

  ClusterUse(Tasks tasks, Services services, ContainerInstances instances) {
    this.tasks = tasks;
    this.services = services;
    this.instances = instances;
  }

  /** Refuses if the cluster has registered container instances, services or tasks. */
  void requireEmpty(Call call, EcsCluster resource) {
    String cluster = ClusterFacts.name(resource);
    if (instances.hasRegistered(call, resource)) {
      throw ClusterErrors.containsContainerInstances();
    }
    if (services(call, cluster).findAny().isPresent()) {
      throw ClusterErrors.containsServices();
    }
    if (tasks(call, cluster).findAny().isPresent()) {
      throw ClusterErrors.containsTasks();
    }
  }

  /** Refuses if a service or task of the cluster uses one of the capacity providers. */
  void requireUnused(Call call, String cluster, List<String> capacityProviders) {
    Stream<List<CapacityProviderStrategyItem>> strategies =
        Stream.concat(
            services(call, cluster).map(service -> service.getSpec().capacityProviderStrategy()),
            tasks(call, cluster).map(task -> task.getSpec().capacityProviderStrategy()));
    strategies
        .flatMap(strategy -> asEmpty(strategy).stream())
        .map(CapacityProviderStrategyItem::capacityProvider)
        .filter(capacityProviders::contains)
        .findAny()
        .ifPresent(
            provider -> {
              throw new AwsException(
                  "ResourceInUseException",
                  "The specified capacity provider is in use and cannot be removed. (%s)"
                      .formatted(provider));
            });
  }

  private Stream<EcsService> services(Call call, String cluster) {
    return services.in(call, cluster).stream()
        .filter(service -> ServiceFacts.state(service) != ServiceState.INACTIVE);
  }

  private Stream<EcsTask> tasks(Call call, String cluster) {
    return tasks.in(call, cluster).stream()
        .filter(task -> TaskFacts.lastStatus(task) != TaskState.STOPPED);
  }
}
