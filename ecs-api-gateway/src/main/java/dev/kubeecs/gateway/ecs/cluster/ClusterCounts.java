package dev.kubeecs.gateway.ecs.cluster;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many container instances, tasks and services a cluster has, by state and launch type. Counted
 * on demand: a status written by the operator would lag.
 */
final class ClusterCounts {

  private enum Counted {
    RUNNING_TASKS,
    PENDING_TASKS,
    ACTIVE_SERVICES,
    DRAINING_SERVICES
  }

  private final Map<Counted, Map<LaunchType, Integer>> counts = new EnumMap<>(Counted.class);

  private final int containerInstances;

  private ClusterCounts(int containerInstances) {
    this.containerInstances = containerInstances;
  }

  static ClusterCounts of(
      Collection<EcsTask> tasks, Collection<EcsService> services, int containerInstances) {
    ClusterCounts counts = new ClusterCounts(containerInstances);
    tasks.forEach(
        task -> counted(task).ifPresent(what -> counts.add(what, TaskFacts.launchType(task))));
    services.forEach(
        service ->
            counted(service).ifPresent(what -> counts.add(what, ServiceFacts.launchType(service))));
    return counts;
  }

  int containerInstances() {
    return containerInstances;
  }

  int runningTasks() {
    return total(Counted.RUNNING_TASKS);
  }

  int pendingTasks() {
    return total(Counted.PENDING_TASKS);
  }

  int activeServices() {
    return total(Counted.ACTIVE_SERVICES);
  }

  /** The statistics of DescribeClusters, as the API reference names them. */
  List<KeyValuePair> statistics() {
    return List.of(
        statistic("runningEC2TasksCount", Counted.RUNNING_TASKS, LaunchType.EC2),
        statistic("runningFargateTasksCount", Counted.RUNNING_TASKS, LaunchType.FARGATE),
        statistic("runningExternalTasksCount", Counted.RUNNING_TASKS, LaunchType.EXTERNAL),
        statistic("pendingEC2TasksCount", Counted.PENDING_TASKS, LaunchType.EC2),
        statistic("pendingFargateTasksCount", Counted.PENDING_TASKS, LaunchType.FARGATE),
        statistic("pendingExternalTasksCount", Counted.PENDING_TASKS, LaunchType.EXTERNAL),
        statistic("activeEC2ServiceCount", Counted.ACTIVE_SERVICES, LaunchType.EC2),
        statistic("activeFargateServiceCount", Counted.ACTIVE_SERVICES, LaunchType.FARGATE),
        statistic("activeExternalServiceCount", Counted.ACTIVE_SERVICES, LaunchType.EXTERNAL),
        statistic("drainingEC2ServiceCount", Counted.DRAINING_SERVICES, LaunchType.EC2),
        statistic("drainingFargateServiceCount", Counted.DRAINING_SERVICES, LaunchType.FARGATE),
        statistic("drainingExternalServiceCount", Counted.DRAINING_SERVICES, LaunchType.EXTERNAL));
  }

  private static Optional<Counted> counted(EcsTask task) {
    TaskState state = TaskFacts.lastStatus(task);
    if (state == TaskState.RUNNING) {
      return Optional.of(Counted.RUNNING_TASKS);
    }
    return state.isBefore(TaskState.RUNNING)
            && TaskFacts.desiredStatus(task) == DesiredStatus.RUNNING
        ? Optional.of(Counted.PENDING_TASKS)
        : Optional.empty();
  }

  private static Optional<Counted> counted(EcsService service) {
    return switch (ServiceFacts.state(service)) {
      case ServiceState.ACTIVE -> Optional.of(Counted.ACTIVE_SERVICES);
      case ServiceState.DRAINING -> Optional.of(Counted.DRAINING_SERVICES);
      case ServiceState.INACTIVE -> Optional.empty();
    };
  }

  private void add(Counted what, LaunchType launchType) {
    counts
        .computeIfAbsent(what, ignored -> new EnumMap<>(LaunchType.class))
        .merge(launchType, 1, Integer::sum);
  }

  private int total(Counted what) {
    return counts.getOrDefault(what, Map.of()).values().stream().mapToInt(n -> n).sum();
  }

  private KeyValuePair statistic(String name, Counted what, LaunchType launchType) {
    int count = counts.getOrDefault(what, Map.of()).getOrDefault(launchType, 0);
    return KeyValuePair.builder().name(name).value(Integer.toString(count)).build();
  }
}
