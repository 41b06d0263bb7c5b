package dev.kubeecs.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpec.DesiredClusterStatus;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.cluster.EcsClusterStatus;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.EcsServiceStatusBuilder;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatusBuilder;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterStatusesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private final ClusterStatuses statuses = at(NOW);
  private final EcsCluster cluster = cluster("demo");

  @Test
  void countsWhatRunsInIt() {
    EcsClusterStatus status =
        statuses.of(
            facts(
                List.of(service(ServiceState.ACTIVE), service(ServiceState.DRAINING)),
                List.of(
                    task(TaskState.RUNNING, LaunchType.FARGATE),
                    task(TaskState.RUNNING, LaunchType.EC2),
                    task(TaskState.PENDING, LaunchType.FARGATE),
                    task(TaskState.STOPPED, LaunchType.FARGATE),
                    new EcsTask()),
                List.of()));
    assertThat(status.status()).isEqualTo("ACTIVE");
    assertThat(status.clusterArn()).isEqualTo("arn:aws:ecs:us-east-1:000000000000:cluster/demo");
    assertThat(status.activeServicesCount()).isEqualTo(1);
    assertThat(status.runningTasksCount()).isEqualTo(2);
    assertThat(status.pendingTasksCount()).isEqualTo(1);
    assertThat(status.statistics())
        .filteredOn(statistic -> !statistic.value().equals("0"))
        .extracting(statistic -> statistic.name() + "=" + statistic.value())
        .containsExactlyInAnyOrder(
            "runningEC2TasksCount=1",
            "runningFargateTasksCount=1",
            "pendingFargateTasksCount=1",
            "activeFargateServiceCount=1");
  }

  @Test
  void containerInstancesAreTheNodesThatItSelects() {
    List<Node> nodes = List.of(node(Map.of("pool", "ecs")), node(Map.of("pool", "other")));
    assertThat(statuses.of(facts(List.of(), List.of(), nodes)).registeredContainerInstancesCount())
        .isEqualTo(2);
    cluster.setSpec(cluster.getSpec().withNodeSelector(Map.of("pool", "ecs")));
    assertThat(statuses.of(facts(List.of(), List.of(), nodes)).registeredContainerInstancesCount())
        .isEqualTo(1);
  }

  @Test
  void itRemembersSinceWhenItIsInactive() {
    cluster.setSpec(cluster.getSpec().withDesiredStatus(DesiredClusterStatus.INACTIVE));
    cluster.setStatus(statuses.of(facts(List.of(), List.of(), List.of())));
    EcsClusterStatus later =
        at(NOW.plus(Duration.ofMinutes(5))).of(facts(List.of(), List.of(), List.of()));
    assertThat(later.status()).isEqualTo("INACTIVE");
    assertThat(later.inactiveAt()).isEqualTo(NOW);
    assertThat(later).as("nothing to write").isEqualTo(cluster.getStatus());
  }

  @Test
  void theYoungerOfTwoWithOneNameIsNotReady() {
    ClusterFacts facts =
        new ClusterFacts(
            Account.DEFAULT,
            cluster,
            Optional.of(cluster("elder")),
            List.of(),
            List.of(),
            List.of());
    assertThat(statuses.of(facts).condition("Ready"))
        .hasValueSatisfying(
            ready -> {
              assertThat(ready.getStatus()).isEqualTo("False");
              assertThat(ready.getReason()).isEqualTo("Conflict");
              assertThat(ready.getMessage()).contains("elder", "clusterName");
            });
  }

  private ClusterFacts facts(List<EcsService> services, List<EcsTask> tasks, List<Node> nodes) {
    return new ClusterFacts(Account.DEFAULT, cluster, Optional.empty(), services, tasks, nodes);
  }

  private static ClusterStatuses at(Instant instant) {
    return new ClusterStatuses(Clock.fixed(instant, ZoneOffset.UTC));
  }

  private static EcsCluster cluster(String name) {
    EcsCluster cluster = new EcsCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withName(name).withGeneration(1L).build());
    cluster.setSpec(EcsClusterSpecBuilder.builder().build());
    return cluster;
  }

  private static EcsService service(ServiceState state) {
    EcsService service = new EcsService();
    service.setSpec(EcsServiceSpecBuilder.builder().launchType(LaunchType.FARGATE).build());
    service.setStatus(EcsServiceStatusBuilder.builder().status(state).build());
    return service;
  }

  private static EcsTask task(TaskState state, LaunchType launchType) {
    EcsTask task = new EcsTask();
    task.setStatus(
        EcsTaskStatusBuilder.builder()
            .lastStatus(state)
            .desiredStatus(
                state == TaskState.STOPPED ? DesiredStatus.STOPPED : DesiredStatus.RUNNING)
            .launchType(launchType)
            .build());
    return task;
  }

  private static Node node(Map<String, String> labels) {
    return new NodeBuilder().withNewMetadata().withLabels(labels).endMetadata().build();
  }
}
