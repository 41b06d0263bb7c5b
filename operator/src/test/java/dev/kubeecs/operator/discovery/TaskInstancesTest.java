package dev.kubeecs.operator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpecBuilder;
import dev.kubeecs.resources.task.EcsTaskStatusBuilder;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which instance a task is. */
class TaskInstancesTest {

  private static final Pod POD =
      new PodBuilder()
          .withNewMetadata()
          .addToAnnotations(RegistryPorts.ANNOTATION, "api.shop=,web.shop=8080")
          .endMetadata()
          .withNewSpec()
          .addNewContainer()
          .withName("web")
          .endContainer()
          .endSpec()
          .withNewStatus()
          .withPodIP("10.0.0.7")
          .endStatus()
          .build();

  @Test
  void aRunningTaskIsAnInstanceWithTheAttributesOfEcs() {
    RegisteredInstance instance =
        TaskInstances.of(
                Account.DEFAULT, POD, task(TaskState.RUNNING, null), OptionalInt.of(8080), true)
            .orElseThrow();
    assertThat(instance.id()).isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(instance.health()).isEqualTo(HealthStatus.HEALTHY);
    assertThat(instance.attributes())
        .isEqualTo(
            Map.of(
                "AWS_INSTANCE_IPV4", "10.0.0.7",
                "AWS_INSTANCE_PORT", "8080",
                "AWS_INIT_HEALTH_STATUS", "HEALTHY",
                "AVAILABILITY_ZONE", "zone-a",
                "REGION", "us-east-1",
                "ECS_CLUSTER_NAME", "demo",
                "ECS_SERVICE_NAME", "web",
                "ECS_TASK_DEFINITION_FAMILY", "hello"));
  }

  @ParameterizedTest
  @EnumSource(value = TaskState.class, mode = EnumSource.Mode.EXCLUDE, names = "RUNNING")
  void aTaskThatDoesNotRunIsNone(TaskState state) {
    assertThat(instance(POD, task(state, null))).isEmpty();
  }

  @Test
  void aTaskThatIsToStopIsNoneWhileItsContainersStillRun() {
    EcsTask stopping = task(TaskState.RUNNING, null);
    stopping.setSpec(stopping.getSpec().withDesiredStatus(DesiredStatus.STOPPED));
    Pod leaving =
        POD.edit()
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();
    assertThat(instance(POD, stopping)).isEmpty();
    assertThat(instance(leaving, task(TaskState.RUNNING, null))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HEALTHY, true, HEALTHY",
    "UNHEALTHY, true, UNHEALTHY",
    "UNKNOWN, true, UNHEALTHY",
    "UNKNOWN, false, HEALTHY",
  })
  void itIsHealthyByItsContainers(
      dev.kubeecs.api.ecs.HealthStatus ofTask, boolean checked, HealthStatus expected) {
    Pod pod =
        checked
            ? POD.edit()
                .editSpec()
                .editFirstContainer()
                .withNewReadinessProbe()
                .endReadinessProbe()
                .endContainer()
                .endSpec()
                .build()
            : POD;
    assertThat(instance(pod, task(TaskState.RUNNING, ofTask)).orElseThrow().health())
        .isEqualTo(expected);
  }

  @Test
  void healthIsUnknownWhereTheRegistryIsNotToldOfIt() {
    RegisteredInstance instance =
        TaskInstances.of(
                Account.DEFAULT,
                POD,
                task(TaskState.RUNNING, dev.kubeecs.api.ecs.HealthStatus.UNHEALTHY),
                OptionalInt.empty(),
                false)
            .orElseThrow();
    assertThat(instance.health()).isEqualTo(HealthStatus.UNKNOWN);
    assertThat(instance.attributes())
        .doesNotContainKeys("AWS_INIT_HEALTH_STATUS", "AWS_INSTANCE_PORT");
  }

  @Test
  void thePodTellsWhereItIsRegistered() {
    Map<String, OptionalInt> ports = RegistryPorts.of(POD);
    assertThat(ports)
        .isEqualTo(Map.of("api.shop", OptionalInt.empty(), "web.shop", OptionalInt.of(8080)));
    assertThat(RegistryPorts.text(ports)).isEqualTo("api.shop=,web.shop=8080");
  }

  private static Optional<RegisteredInstance> instance(Pod pod, EcsTask task) {
    return TaskInstances.of(Account.DEFAULT, pod, task, OptionalInt.empty(), true);
  }

  private static EcsTask task(TaskState state, dev.kubeecs.api.ecs.HealthStatus health) {
    EcsTask task = new EcsTask();
    task.getMetadata().setName("0123456789abcdef0123456789abcdef");
    task.setSpec(EcsTaskSpecBuilder.builder().cluster("demo").taskDefinition("hello").build());
    task.setStatus(
        EcsTaskStatusBuilder.builder()
            .lastStatus(state)
            .taskDefinition("hello:3")
            .group("service:web")
            .availabilityZone("zone-a")
            .healthStatus(health)
            .build());
    return task;
  }
}
