package dev.kubeecs.operator.service;

import static dev.kubeecs.operator.service.RunningService.primary;
import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Services on a cluster that runs containers, with the packaged operator. */
@OperatorTest
class ServiceIT {

  @Test
  void keepsTheDesiredCountWhichCanBeScaled(TestNamespace namespace) {
    RunningService hello = RunningService.apply(namespace, spec -> {});
    hello.awaitStable("hello:1", 2);
    hello.resource().scale(4);
    hello.awaitStable("hello:1", 4);
    hello.change(spec -> spec.desiredCount(1));
    hello.awaitStable("hello:1", 1);
    hello.awaitAnnounced("has started", 4);
    hello.awaitAnnounced("has stopped", 3);
    hello.awaitSteadyState();
    assertThat(hello.events())
        .anyMatch(e -> e.matches("\\(service hello\\) has started \\d tasks: \\(task \\w{32}\\).*"))
        .anyMatch(e -> e.endsWith("deployment completed."));
    hello.awaitTheSameEventsOfKubernetes();
    awaitStoppedByTheService(hello, "hello:1", 3);
  }

  @Test
  void anEditedTaskDefinitionIsRolledOutWithinTheLimits(TestNamespace namespace)
      throws InterruptedException {
    RunningService hello = RunningService.apply(namespace, spec -> spec.desiredCount(3));
    hello.awaitStable("hello:1", 3);
    try (HealthyPods pods = new HealthyPods(namespace)) {
      hello.changeVersion("2");
      hello.awaitStable("hello:2", 3);
      assertThat(pods.fewestReady()).as("of 100 percent of 3").isGreaterThanOrEqualTo(3);
      assertThat(pods.most()).as("of 200 percent of 3").isLessThanOrEqualTo(6);
      assertThat(pods.samples()).isGreaterThan(20);
    }
    assertThat(hello.runningVersions()).containsExactly("2");
    assertThat(namespace.client().apps().deployments().list().getItems()).hasSize(1);
    awaitStoppedByTheService(hello, "hello:1", 3);
  }

  /** By a scale-in or by a deployment: ECS has the same words for both. */
  private static void awaitStoppedByTheService(
      RunningService service, String taskDefinition, int tasks) {
    Awaitility.await()
        .atMost(RunningService.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(service.tasks())
                    .filteredOn(task -> task.getStatus().lastStatus() == TaskState.STOPPED)
                    .hasSize(tasks)
                    .extracting(EcsTask::getStatus)
                    .allSatisfy(
                        status -> {
                          assertThat(status.taskDefinition()).isEqualTo(taskDefinition);
                          assertThat(status.stopCode())
                              .isEqualTo(TaskStopCode.SERVICESCHEDULERINITIATED);
                          assertThat(status.stoppedReason())
                              .matches(
                                  "Scaling activity initiated by \\(deployment ecs-svc/\\d{19}\\)");
                        }));
  }

  @Test
  void withHalfOfThemHealthyNoMoreThanTheDesiredCountIsNeeded(TestNamespace namespace)
      throws InterruptedException {
    RunningService hello =
        RunningService.apply(
            namespace,
            spec ->
                spec.desiredCount(4)
                    .deploymentConfiguration(
                        dev.kubeecs.api.ecs.DeploymentConfiguration.builder()
                            .minimumHealthyPercent(50)
                            .maximumPercent(100)
                            .build()));
    hello.awaitStable("hello:1", 4);
    try (HealthyPods pods = new HealthyPods(namespace)) {
      hello.changeVersion("2");
      hello.awaitStable("hello:2", 4);
      assertThat(pods.fewestReady()).isGreaterThanOrEqualTo(2);
      assertThat(pods.most()).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void aLostTaskIsReplacedAndRemembered(TestNamespace namespace) {
    RunningService hello = RunningService.apply(namespace, spec -> {});
    hello.awaitStable("hello:1", 2);
    Pod lost = hello.pods().getFirst();
    String id = lost.getMetadata().getUid().replace("-", "");
    namespace.client().resource(lost).withGracePeriod(0).delete();
    Awaitility.await()
        .atMost(RunningService.PATIENCE)
        .until(
            () -> namespace.client().resources(EcsTask.class).withName(id).get().getStatus(),
            status -> status.lastStatus() == TaskState.STOPPED);
    hello.awaitStable("hello:1", 2);
    hello.awaitAnnounced("has started", 3);
    assertThat(hello.pods()).extracting(p -> p.getMetadata().getUid()).doesNotContain(id);
  }

  @Test
  void anUpdateThatNeverStartsLeavesTheOldTasksAlone(TestNamespace namespace)
      throws InterruptedException {
    RunningService hello = RunningService.apply(namespace, spec -> {});
    hello.awaitStable("hello:1", 2);
    Set<String> before = running(hello);
    try (HealthyPods pods = new HealthyPods(namespace)) {
      hello.changeContainer(
          c -> c.toBuilder().entryPoint(List.of("/no-such-program")).command(List.of()).build());
      hello.await(
          status ->
              asEmpty(status.deployments()).size() == 2 && primary(status).failedTasks() >= 4);
      assertThat(pods.fewestReady()).isGreaterThanOrEqualTo(2);
    }
    assertThat(running(hello)).isEqualTo(before);
    assertThat(hello.events())
        .filteredOn("(service hello) is unable to consistently start tasks successfully."::equals)
        .hasSize(1);
    assertThat(hello.tasks())
        .filteredOn(t -> t.getStatus().lastStatus() == TaskState.STOPPED)
        .filteredOn(t -> t.getStatus().stopCode() != TaskStopCode.SERVICESCHEDULERINITIATED)
        .allMatch(t -> t.getStatus().stopCode() == TaskStopCode.TASKFAILEDTOSTART);
    hello.changeContainer(
        c ->
            c.toBuilder()
                .entryPoint(List.of())
                .command(List.of("sh", "-c", "trap 'exit 0' TERM; sleep 3600 & wait"))
                .build());
    hello.awaitStable("hello:3", 2);
  }

  @Test
  void aDaemonRunsOnEachNodeAndIsUpdatedInPlace(TestNamespace namespace) {
    int nodes = namespace.client().nodes().list().getItems().size();
    RunningService hello =
        RunningService.apply(
            namespace, spec -> spec.schedulingStrategy(SchedulingStrategy.DAEMON).launchType(null));
    hello.awaitStable("hello:1", nodes);
    hello.changeVersion("2");
    hello.awaitStable("hello:2", nodes);
    assertThat(hello.runningVersions()).containsExactly("2");
    assertThat(namespace.client().apps().daemonSets().list().getItems()).hasSize(1);
  }

  @Test
  void kubectlDeleteStopsTheTasksAndLeavesNothing(TestNamespace namespace) {
    RunningService hello = RunningService.apply(namespace, spec -> {});
    hello.awaitStable("hello:1", 2);
    hello.changeVersion("2");
    hello.await(status -> asEmpty(status.deployments()).size() == 2);
    hello.resource().delete();
    KubernetesClient client = namespace.client();
    Awaitility.await()
        .atMost(RunningService.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(hello.resource().get()).isNull();
              assertThat(client.apps().deployments().list().getItems()).isEmpty();
              assertThat(client.apps().replicaSets().list().getItems()).isEmpty();
              assertThat(client.pods().list().getItems()).isEmpty();
              assertThat(client.resources(EcsTask.class).list().getItems()).isEmpty();
              assertThat(client.resources(EcsServiceRevision.class).list().getItems()).isEmpty();
              assertThat(client.resources(EcsServiceDeployment.class).list().getItems()).isEmpty();
            });
  }

  @Test
  void anEndedServiceDrainsAndStaysVisible(TestNamespace namespace) {
    RunningService hello = RunningService.apply(namespace, spec -> {});
    hello.awaitStable("hello:1", 2);
    hello.change(spec -> spec.desiredStatus(DesiredServiceStatus.INACTIVE));
    hello.await(
        status ->
            status.status() == ServiceState.DRAINING || status.status() == ServiceState.INACTIVE);
    hello.await(status -> status.status() == ServiceState.INACTIVE);
    assertThat(hello.status().runningCount()).isZero();
    assertThat(hello.status().inactiveAt()).isNotNull();
    assertThat(hello.pods()).isEmpty();
    assertThat(hello.tasks())
        .isNotEmpty()
        .allMatch(t -> t.getStatus().lastStatus() == TaskState.STOPPED);
  }

  @Test
  void aMissingClusterIsNamedAndAwaited(TestNamespace namespace) {
    RunningService hello = RunningService.apply(namespace, spec -> spec.cluster("later"));
    hello.await(
        status ->
            status
                .condition("Ready")
                .filter(c -> c.getReason().equals("NotFound"))
                .filter(c -> c.getMessage().contains("later"))
                .isPresent());
    EcsCluster later = new EcsCluster();
    later.getMetadata().setName("later");
    later.setSpec(dev.kubeecs.resources.cluster.EcsClusterSpecBuilder.builder().build());
    namespace.client().resource(later).create();
    hello.awaitStable("hello:1", 2);
  }

  @Test
  void whatKubernetesRefusesIsTold(TestNamespace namespace) {
    namespace
        .client()
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("no-deployments")
                .endMetadata()
                .withNewSpec()
                .addToHard("count/deployments.apps", new Quantity("0"))
                .endSpec()
                .build())
        .create();
    RunningService hello = RunningService.apply(namespace, spec -> {});
    hello.await(
        status ->
            status
                .condition("Ready")
                .filter(c -> c.getReason().equals("Refused"))
                .filter(c -> c.getMessage().contains("quota"))
                .isPresent());
    namespace.client().resourceQuotas().withName("no-deployments").delete();
    hello.awaitStable("hello:1", 2);
    assertThat(hello.status().condition("Ready"))
        .hasValueSatisfying(ready -> assertThat(ready.getStatus()).isEqualTo("True"));
  }

  private static Set<String> running(RunningService service) {
    return service.tasks().stream()
        .filter(t -> t.getStatus() != null && t.getStatus().lastStatus() == TaskState.RUNNING)
        .map(t -> t.getMetadata().getName())
        .collect(Collectors.toSet());
  }
}
