package dev.kubeecs.operator.cluster;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.cluster.EcsClusterSpec.DesiredClusterStatus;
import dev.kubeecs.resources.cluster.EcsClusterStatus;
import dev.kubeecs.resources.cluster.EcsClusterStatusBuilder;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The status of a cluster: a function of what runs in it. */
final class ClusterStatuses {

  private final Clock clock;
  private final Conditions conditions;

  ClusterStatuses(Clock clock) {
    this.clock = clock;
    this.conditions = new Conditions(clock);
  }

  EcsClusterStatus of(ClusterFacts facts) {
    Optional<EcsClusterStatus> before = Optional.ofNullable(facts.cluster().getStatus());
    boolean inactive =
        facts.cluster().getSpec().desiredStatus() == DesiredClusterStatus.INACTIVE
            && facts.elder().isEmpty();
    return EcsClusterStatusBuilder.builder()
        .status(inactive ? "INACTIVE" : "ACTIVE")
        .clusterArn(facts.account().clusterArn(facts.name()))
        .registeredContainerInstancesCount(containerInstances(facts))
        .runningTasksCount((int) running(facts).count())
        .pendingTasksCount((int) pending(facts).count())
        .activeServicesCount((int) active(facts).count())
        .statistics(statistics(facts))
        .inactiveAt(inactive ? before.map(EcsClusterStatus::inactiveAt).orElseGet(this::now) : null)
        .observedGeneration(facts.cluster().getMetadata().getGeneration())
        .conditions(conditions(facts, before.map(EcsClusterStatus::conditions).orElse(null)))
        .build();
  }

  private List<Condition> conditions(ClusterFacts facts, List<Condition> before) {
    Long generation = facts.cluster().getMetadata().getGeneration();
    return facts
        .elder()
        .map(
            elder ->
                conditions.notReady(
                    before,
                    Reason.Conflict,
                    "The EcsCluster "
                        + elder.getMetadata().getName()
                        + " is older and has the same clusterName; rename or delete one of them.",
                    generation))
        .orElseGet(() -> conditions.ready(before, generation));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static int containerInstances(ClusterFacts facts) {
    return (int)
        facts.nodes().stream()
            .filter(
                node ->
                    Registration.takes(
                        node,
                        facts.account(),
                        facts.name(),
                        facts.cluster().getSpec().nodeSelector()))
            .count();
  }

  /** The statistics that DescribeClusters includes on demand, by launch type. */
  private static List<KeyValuePair> statistics(ClusterFacts facts) {
    return Stream.of(LaunchType.EC2, LaunchType.FARGATE, LaunchType.EXTERNAL)
        .flatMap(
            type ->
                Stream.of(
                    statistic("running", type, "TasksCount", running(facts).filter(of(type))),
                    statistic("pending", type, "TasksCount", pending(facts).filter(of(type))),
                    statistic(
                        "active",
                        type,
                        "ServiceCount",
                        active(facts).filter(service -> launchType(service) == type))))
        .toList();
  }

  private static KeyValuePair statistic(
      String state, LaunchType type, String unit, Stream<?> counted) {
    String launchType =
        switch (type) {
          case EC2 -> "EC2";
          case FARGATE -> "Fargate";
          case EXTERNAL -> "External";
          case MANAGED_INSTANCES -> "ManagedInstances";
        };
    return KeyValuePair.builder()
        .name(state + launchType + unit)
        .value(String.valueOf(counted.count()))
        .build();
  }

  private static Predicate<EcsTask> of(LaunchType type) {
    return task -> task.getStatus().launchType() == type;
  }

  private static LaunchType launchType(EcsService service) {
    LaunchType type = service.getSpec().launchType();
    return type == null ? LaunchType.EC2 : type;
  }

  private static Stream<EcsTask> running(ClusterFacts facts) {
    return facts.tasks().stream()
        .filter(task -> task.getStatus() != null)
        .filter(task -> task.getStatus().lastStatus() == TaskState.RUNNING);
  }

  private static Stream<EcsTask> pending(ClusterFacts facts) {
    return facts.tasks().stream()
        .filter(task -> task.getStatus() != null && task.getStatus().lastStatus() != null)
        .filter(task -> task.getStatus().lastStatus().isBefore(TaskState.RUNNING))
        .filter(task -> task.getStatus().desiredStatus() != DesiredStatus.STOPPED);
  }

  private static Stream<EcsService> active(ClusterFacts facts) {
    return facts.services().stream()
        .filter(service -> service.getStatus() != null)
        .filter(service -> service.getStatus().status() == ServiceState.ACTIVE);
  }
}
