package dev.kubeecs.operator.capacity;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.CapacityProviderStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorProcess;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatus;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tasks on the Nodes of a capacity provider, and the figures that an autoscaler acts on. */
@OperatorTest
class CapacityProviderIT {

  private static final String NGINX = "- {name: web, image: 'nginx:1.27', stopTimeout: 2}";
  private static final String GROUP =
      "autoScalingGroupProvider: {autoScalingGroupArn: pool, managedScaling: {status: ENABLED}, "
          + "managedTerminationProtection: ENABLED}";

  @Test
  void aTaskWaitsForItsCapacityProviderAndRunsOnItsNodes(TestNamespace namespace) {
    Manifests manifests = new Manifests(namespace);
    manifests.apply("EcsCluster", "default", "capacityProviders: [pool]");
    manifests.define("web", NGINX);
    manifests.apply(
        "EcsTask",
        "one",
        "taskDefinition: web\ncapacityProviderStrategy: [{capacityProvider: pool}]");
    manifests.await("one", "waits", task -> message(task).contains("capacity provider pool"));

    manifests.apply(
        "EcsCapacityProvider", "pool", "nodeSelector: {kubernetes.io/os: linux}\n" + GROUP);

    EcsTask running = manifests.await("one", TaskState.RUNNING);
    assertThat(running.getStatus().capacityProviderName()).isEqualTo("pool");
    Pod pod = namespace.client().pods().withName("one").get();
    assertThat(pod.getSpec().getNodeSelector()).containsEntry("kubernetes.io/os", "linux");
    assertThat(pod.getMetadata().getAnnotations())
        .containsEntry("cluster-autoscaler.kubernetes.io/safe-to-evict", "false");
    EcsCapacityProviderStatus status =
        await(namespace, "pool", told -> told.neededInstancesCount() > 0);
    assertThat(status.status()).isEqualTo(CapacityProviderStatus.ACTIVE);
    assertThat(status.registeredInstancesCount())
        .isEqualTo(namespace.client().nodes().list().getItems().size());
  }

  @Test
  void tasksThatFindNoNodeAreTheReservationOfAnEmptyProvider(
      TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = new Manifests(namespace);
    manifests.apply("EcsCapacityProvider", "none", GROUP);
    await(namespace, "none", told -> told.reservation() == 100);
    manifests.apply("EcsCluster", "default", "capacityProviders: [none]");
    manifests.define("web", NGINX);
    manifests.apply(
        "EcsTask",
        "one",
        "taskDefinition: web\ncapacityProviderStrategy: [{capacityProvider: none}]");

    EcsCapacityProviderStatus status = await(namespace, "none", told -> told.reservation() == 200);
    assertThat(status.registeredInstancesCount()).isZero();
    assertThat(status.neededInstancesCount()).isEqualTo(1);
    assertThat(manifests.await("one", TaskState.PROVISIONING).getStatus().lastStatus())
        .isEqualTo(TaskState.PROVISIONING);
    assertThat(operator.metrics())
        .contains(
            "kube_ecs_capacity_provider_reservation{capacity_provider=\"none\",namespace=\"%s\"} 200.0"
                .formatted(namespace.name()));

    manifests.stop("one", "enough");
    await(namespace, "none", told -> told.reservation() == 100);
  }

  @Test
  void aServiceRunsOnItsCapacityProvider(TestNamespace namespace) {
    Manifests manifests = new Manifests(namespace);
    manifests.apply("EcsCluster", "default", "capacityProviders: [pool]");
    manifests.apply("EcsCapacityProvider", "pool", "nodeSelector: {kubernetes.io/os: linux}");
    manifests.define("web", NGINX);
    manifests.apply(
        "EcsService",
        "hello",
        "taskDefinition: web\ndesiredCount: 1\ncapacityProviderStrategy: [{capacityProvider: pool}]");
    EcsTask task =
        Awaitility.await("a task runs")
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> namespace.client().resources(EcsTask.class).list().getItems(),
                tasks ->
                    tasks.stream()
                        .anyMatch(
                            t ->
                                t.getStatus() != null
                                    && t.getStatus().lastStatus() == TaskState.RUNNING))
            .getFirst();
    assertThat(task.getStatus().capacityProviderName()).isEqualTo("pool");
    assertThat(
            namespace
                .client()
                .apps()
                .deployments()
                .list()
                .getItems()
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getNodeSelector())
        .containsEntry("kubernetes.io/os", "linux");
  }

  private static String message(EcsTask task) {
    return task.getStatus() == null
        ? ""
        : asEmpty(task.getStatus().conditions()).stream()
            .map(condition -> condition.getMessage())
            .reduce("", String::concat);
  }

  private static EcsCapacityProviderStatus await(
      TestNamespace namespace, String name, Predicate<EcsCapacityProviderStatus> condition) {
    return Awaitility.await("the capacity provider " + name)
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                namespace
                    .client()
                    .resources(EcsCapacityProvider.class)
                    .withName(name)
                    .get()
                    .getStatus(),
            status -> status != null && condition.test(status));
  }
}
