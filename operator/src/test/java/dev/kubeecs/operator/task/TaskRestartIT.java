package dev.kubeecs.operator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorProcess;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What happens while the operator is away is known once it is back, in every phase of a task. */
@Isolated
@OperatorTest
class TaskRestartIT {

  private static final String TRAPPING =
      "- {name: main, image: 'busybox:1.36', stopTimeout: 10,"
          + " command: [sh, -c, 'trap \"exit 5\" TERM; while :; do sleep 0.1; done']}";

  @Test
  void aTaskAskedForMeanwhileStarts(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("main", TRAPPING);
    operator.kill();
    manifests.run("main", "main");

    operator.start();

    manifests.await("main", TaskState.RUNNING);
  }

  @Test
  void anExitMeanwhileIsNotLost(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "job", "- {name: job, image: 'busybox:1.36', command: [sh, -c, 'sleep 3; exit 7']}");
    manifests.run("job", "job");
    manifests.await("job", TaskState.RUNNING);
    operator.kill();
    awaitPhase(namespace, "job", "Failed");

    operator.start();

    EcsTaskStatus status = manifests.await("job", TaskState.STOPPED).getStatus();
    assertThat(status.stopCode()).isEqualTo(TaskStopCode.ESSENTIALCONTAINEREXITED);
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(7);
  }

  @Test
  void aPodDeletedMeanwhileIsNotLost(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("main", TRAPPING);
    manifests.run("main", "main");
    manifests.await("main", TaskState.RUNNING);
    operator.kill();
    namespace.client().pods().withName("main").delete();
    awaitPhase(namespace, "main", "Failed");

    operator.start();

    EcsTaskStatus status = manifests.await("main", TaskState.STOPPED).getStatus();
    assertThat(status.stoppedReason()).isEqualTo("The Pod of the task was deleted");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(5);
    await().untilAsserted(() -> assertThat(namespace.client().pods().list().getItems()).isEmpty());
  }

  @Test
  void aStopAskedForMeanwhileIsCarriedOut(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("main", TRAPPING);
    manifests.run("main", "main");
    manifests.await("main", TaskState.RUNNING);
    operator.kill();
    manifests.stop("main", "enough");

    operator.start();

    EcsTaskStatus status = manifests.await("main", TaskState.STOPPED).getStatus();
    assertThat(status.stoppedReason()).isEqualTo("enough");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(5);
  }

  @Test
  void aTaskThatWasStoppingIsFollowedToItsEnd(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "slow",
        "- {name: slow, image: 'busybox:1.36', stopTimeout: 30,"
            + " command: [sh, -c, 'trap \"sleep 4; exit 5\" TERM; while :; do sleep 0.1; done']}");
    manifests.run("slow", "slow");
    manifests.await("slow", TaskState.RUNNING);
    manifests.stop("slow", "enough");
    manifests.await("slow", TaskState.STOPPING);
    operator.kill();

    operator.start();

    EcsTaskStatus status = manifests.await("slow", TaskState.STOPPED).getStatus();
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(5);
  }

  @Test
  void aServiceTaskThatEndedMeanwhileIsMirrored(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("main", TRAPPING);
    manifests.apply(
        "EcsService", "main", "taskDefinition: main\nlaunchType: FARGATE\ndesiredCount: 1");
    String first =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> running(namespace), tasks -> tasks.size() == 1)
            .get(0);
    operator.kill();
    String podName = manifests.task(first).getStatus().podName();
    namespace.client().pods().withName(podName).delete();
    awaitPhase(namespace, podName, "Failed");
    Pod second = awaitOtherPod(namespace, podName);
    namespace.client().resource(second).delete();
    awaitPhase(namespace, second.getMetadata().getName(), "Failed");

    operator.start();

    EcsTaskStatus status = manifests.await(first, TaskState.STOPPED).getStatus();
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(5);
    EcsTask unseen =
        manifests.await(Identifiers.taskId(second.getMetadata().getUid()), TaskState.STOPPED);
    assertThat(unseen.getStatus().stoppedAt()).isNotNull();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(running(namespace)).hasSize(1).doesNotContain(first));
    await().untilAsserted(() -> assertThat(namespace.client().pods().list().getItems()).hasSize(1));
    namespace.client().resources(EcsService.class).withName("main").delete();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(namespace.client().resources(EcsService.class).withName("main").get())
                    .isNull());
  }

  @Test
  void anEndedTaskGoesWhenItsTimeIsOver(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("job", "- {name: job, image: 'busybox:1.36', command: ['true']}");
    manifests.run("job", "job");
    manifests.await("job", TaskState.STOPPED);

    operator.restart(Map.of("KUBE_ECS_RETENTION", "PT3S"));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(manifests.task("job")).isNull();
              assertThat(namespace.client().pods().list().getItems()).isEmpty();
            });
  }

  @Test
  void onlySoManyEndedTasksAreKept(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("job", "- {name: job, image: 'busybox:1.36', command: ['true']}");
    operator.restart(Map.of("KUBE_ECS_ENDED_TASKS_OF_CLUSTER", "2"));
    for (String name : List.of("one", "two", "three", "four")) {
      manifests.run(name, "job");
      manifests.await(name, TaskState.STOPPED);
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(namespace.client().resources(EcsTask.class).list().getItems())
                  .extracting(task -> task.getMetadata().getName())
                  .containsExactlyInAnyOrder("three", "four");
              assertThat(namespace.client().pods().list().getItems()).hasSize(2);
            });
  }

  @Test
  void whoWaitedForAContainerStarts(TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "away",
        """
        - {name: web, image: 'busybox:1.36', command: [sleep, '1000'], stopTimeout: 2, dependsOn: [{containerName: migrate, condition: SUCCESS}]}
        - {name: migrate, image: 'busybox:1.36', command: [sleep, '3'], essential: false}
        """);
    manifests.run("away", "away");
    manifests.await(
        "away", "has its Pod", task -> namespace.client().pods().withName("away").get() != null);
    operator.kill();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                namespace
                    .client()
                    .pods()
                    .withName("away")
                    .get()
                    .getStatus()
                    .getContainerStatuses()
                    .stream()
                    .anyMatch(container -> container.getState().getTerminated() != null));

    operator.start();

    manifests.await("away", TaskState.RUNNING);
    assertThat(manifests.task("away").getStatus().lastStatus()).isEqualTo(TaskState.RUNNING);
  }

  /** Killed at any moment of its start, the operator goes on where it was. */
  @Test
  void anOperatorKilledAtOnceLeavesNothingBehind(
      TestNamespace namespace, OperatorProcess operator) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("job", "- {name: job, image: 'busybox:1.36', command: ['true']}");
    for (int i = 0; i < 3; i++) {
      manifests.run("job-" + i, "job");
      operator.restart(Map.of());
    }

    for (int i = 0; i < 3; i++) {
      EcsTaskStatus status = manifests.await("job-" + i, TaskState.STOPPED).getStatus();
      assertThat(status.containers()).extracting(Container::exitCode).containsExactly(0);
      assertThat(status.version()).isPositive();
      namespace.client().resource(manifests.task("job-" + i)).delete();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(namespace.client().resources(EcsTask.class).list().getItems())
                    .isEmpty());
    await().untilAsserted(() -> assertThat(namespace.client().pods().list().getItems()).isEmpty());
  }

  private static List<String> running(TestNamespace namespace) {
    return namespace
        .client()
        .resources(EcsTask.class)
        .withLabel(Labels.SERVICE, "main")
        .list()
        .getItems()
        .stream()
        .filter(
            task -> task.getStatus() != null && task.getStatus().lastStatus() == TaskState.RUNNING)
        .map(task -> task.getMetadata().getName())
        .toList();
  }

  /** The running Pod that has taken the place of one that goes. */
  private static Pod awaitOtherPod(TestNamespace namespace, String gone) {
    return await("another Pod runs")
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                namespace.client().pods().list().getItems().stream()
                    .filter(pod -> !pod.getMetadata().getName().equals(gone))
                    .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
  }

  private static void awaitPhase(TestNamespace namespace, String pod, String phase) {
    await("Pod " + pod + " is " + phase)
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              Pod found = namespace.client().pods().withName(pod).get();
              return found != null && found.getStatus().getPhase().equals(phase);
            });
  }
}
