package dev.kubeecs.operator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Standalone tasks, from the manifest to the exit code of a real container. */
@OperatorTest
class TaskIT {

  @Test
  void aTaskRunsItsContainersAndTellsWhere(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "web", "- {name: web, image: 'nginx:1.27', portMappings: [{containerPort: 80}]}");
    manifests.run("one", "web");

    EcsTaskStatus status = manifests.await("one", TaskState.RUNNING).getStatus();

    assertThat(status.taskDefinition()).isEqualTo("web:1");
    assertThat(status.group()).isEqualTo("family:web");
    assertThat(status.containers()).singleElement().satisfies(TaskIT::runsOnItsOwnAddress);
    assertThat(status.attachments())
        .singleElement()
        .satisfies(
            attachment -> {
              assertThat(attachment.status()).isEqualTo("ATTACHED");
              assertThat(attachment.details())
                  .extracting(KeyValuePair::name)
                  .contains("privateIPv4Address", "macAddress", "networkInterfaceId");
            });
    assertThat(status.startedAt()).isAfterOrEqualTo(status.createdAt());
  }

  private static void runsOnItsOwnAddress(Container container) {
    assertThat(container.lastStatus()).isEqualTo("RUNNING");
    assertThat(container.imageDigest()).startsWith("sha256:");
    assertThat(container.runtimeId()).isNotBlank();
    assertThat(container.networkInterfaces()).hasSize(1);
  }

  @Test
  void aBatchJobWithOverridesLeavesItsExitCode(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "job",
        "- {name: job, image: 'busybox:1.36', command: [sh, -c, 'exit $CODE'], environment: [{name:"
            + " CODE, value: '1'}]}");
    manifests.apply(
        "EcsTask",
        "job",
        """
        taskDefinition: job
        launchType: FARGATE
        overrides:
          containerOverrides:
            - {name: job, environment: [{name: CODE, value: "42"}]}
        """);

    EcsTaskStatus status = manifests.await("job", TaskState.STOPPED).getStatus();

    assertThat(status.stopCode()).isEqualTo(TaskStopCode.ESSENTIALCONTAINEREXITED);
    assertThat(status.stoppedReason()).isEqualTo("Essential container in task exited");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(42);
    assertThat(status.startedAt()).isNotNull();
    assertThat(status.stoppedAt()).isNotNull();
  }

  @Test
  void aStopThatMeetsAWriteOfTheStatusIsNotLost(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "idle", "- {name: idle, image: 'busybox:1.36', command: [sleep, '1000'], stopTimeout: 2}");
    List<String> tasks = IntStream.range(0, 20).mapToObj(i -> "idle-" + i).toList();
    tasks.forEach(task -> manifests.run(task, "idle"));
    tasks.forEach(task -> manifests.await(task, TaskState.RUNNING));

    // The operator tells in the status that it has seen the first change when the second comes.
    for (String task : tasks) {
      manifests.change(task, "{\"desiredStatus\": \"RUNNING\"}");
      manifests.change(task, "{\"desiredStatus\": \"STOPPED\"}");
    }

    tasks.forEach(task -> manifests.await(task, TaskState.STOPPED));
  }

  @Test
  void logsOfAnEndedTaskCanBeReadAsLongAsTheTaskIsThere(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("job", "- {name: job, image: 'busybox:1.36', command: [echo, 5$(A)$$]}");
    manifests.run("job", "job");
    manifests.await("job", TaskState.STOPPED);

    assertThat(namespace.client().pods().withName("job").getLog()).isEqualTo("5$(A)$$\n");

    namespace.client().resource(manifests.task("job")).delete();
    // Kubernetes removes the Pod: it learns of a new kind of owner only twice a minute.
    await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(pods(namespace)).isZero());
  }

  @Test
  void theEndOfAnEssentialContainerIsTheEndOfAll(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "pair",
        """
        - {name: side, image: 'busybox:1.36', command: [sh, -c, 'trap "exit 9" TERM; while :; do sleep 0.1; done']}
        - {name: main, image: 'busybox:1.36', command: [sh, -c, 'sleep 1; exit 3']}
        """);
    manifests.run("pair", "pair");

    EcsTaskStatus status = manifests.await("pair", TaskState.STOPPED).getStatus();

    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(9, 3);
    assertThat(status.stopCode()).isEqualTo(TaskStopCode.ESSENTIALCONTAINEREXITED);
  }

  @Test
  void theEndOfAnotherContainerChangesNothing(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "pair",
        """
        - {name: main, image: 'busybox:1.36', command: [sleep, '1000'], stopTimeout: 2}
        - {name: setup, image: 'busybox:1.36', command: [sh, -c, 'exit 3'], essential: false}
        """);
    manifests.run("pair", "pair");

    EcsTask task =
        manifests.await(
            "pair",
            "has seen setup end",
            t ->
                t.getStatus() != null
                    && t.getStatus().containers().get(1).exitCode() != null
                    && !t.getStatus().lastStatus().isBefore(TaskState.RUNNING));

    assertThat(task.getStatus().lastStatus()).isEqualTo(TaskState.RUNNING);
    assertThat(task.getStatus().containers())
        .extracting(Container::lastStatus)
        .containsExactly("RUNNING", "STOPPED");
  }

  @Test
  void aCommandThatDoesNotExistCannotBeStarted(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("bad", "- {name: bad, image: 'busybox:1.36', command: [nosuchcommand]}");
    manifests.run("bad", "bad");

    EcsTaskStatus status = manifests.await("bad", TaskState.STOPPED).getStatus();

    assertThat(status.stopCode()).isEqualTo(TaskStopCode.TASKFAILEDTOSTART);
    assertThat(status.containers().get(0).reason()).startsWith("CannotStartContainerError: ");
    assertThat(status.containers().get(0).exitCode()).isNull();
    assertThat(status.startedAt()).isNull();
  }

  @Test
  void anImageThatDoesNotExistCannotBePulled(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("bad", "- {name: bad, image: 'no.such.registry.invalid/image:1'}");
    manifests.run("bad", "bad");

    EcsTaskStatus status = manifests.await("bad", TaskState.STOPPED).getStatus();

    assertThat(status.stopCode()).isEqualTo(TaskStopCode.TASKFAILEDTOSTART);
    assertThat(status.stoppedReason()).startsWith("CannotPullContainerError: ");
    assertThat(status.containers().get(0).reason()).startsWith("CannotPullContainerError: ");
    await().untilAsserted(() -> assertThat(pods(namespace)).isZero());
  }

  @Test
  void whoUsesTooMuchMemoryIsKilled(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "greedy",
        "- {name: greedy, image: 'python:3.12-slim', memory: 32,"
            + " command: [python3, -c, 'x = bytearray(200 * 1024 * 1024)']}");
    manifests.run("greedy", "greedy");

    EcsTaskStatus status = manifests.await("greedy", TaskState.STOPPED).getStatus();

    assertThat(status.containers().get(0).exitCode()).isEqualTo(137);
    assertThat(status.containers().get(0).reason())
        .isEqualTo("OutOfMemoryError: Container killed due to memory usage");
  }

  @Test
  void aStoppedTaskGetsTimeToEnd(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "slow",
        "- {name: slow, image: 'busybox:1.36', stopTimeout: 20,"
            + " command: [sh, -c, 'trap \"sleep 1; exit 5\" TERM; while :; do sleep 0.1; done']}");
    manifests.run("slow", "slow");
    manifests.await("slow", TaskState.RUNNING);

    manifests.stop("slow", "enough");

    EcsTaskStatus status = manifests.await("slow", TaskState.STOPPED).getStatus();
    assertThat(status.stopCode()).isEqualTo(TaskStopCode.USERINITIATED);
    assertThat(status.stoppedReason()).isEqualTo("enough");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(5);
    assertThat(status.stoppingAt()).isBefore(status.stoppedAt());
  }

  @Test
  void whoDoesNotEndInTimeIsKilled(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "deaf",
        "- {name: deaf, image: 'busybox:1.36', stopTimeout: 2,"
            + " command: [sh, -c, 'trap \"\" TERM; while :; do sleep 0.1; done']}");
    manifests.run("deaf", "deaf");
    manifests.await("deaf", TaskState.RUNNING);

    manifests.stop("deaf", "enough");

    EcsTaskStatus status = manifests.await("deaf", TaskState.STOPPED).getStatus();
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(137);
    assertThat(Duration.between(status.stoppingAt(), status.stoppedAt()))
        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(15));
  }

  @Test
  void aTaskThatIsDeletedStopsAndLeavesNothing(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("web", "- {name: web, image: 'nginx:1.27', stopTimeout: 2}");
    manifests.run("one", "web");
    manifests.await("one", TaskState.RUNNING);

    namespace.client().resource(manifests.task("one")).delete();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(manifests.task("one")).isNull();
              assertThat(pods(namespace)).isZero();
            });
  }

  @Test
  void aPodDeletedBehindOurBackIsTheEndOfTheTask(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("web", "- {name: web, image: 'nginx:1.27', stopTimeout: 2}");
    manifests.run("one", "web");
    manifests.await("one", TaskState.RUNNING);

    namespace.client().pods().withName("one").delete();

    EcsTaskStatus status = manifests.await("one", TaskState.STOPPED).getStatus();
    assertThat(status.stoppedReason()).isEqualTo("The Pod of the task was deleted");
    assertThat(status.containers()).extracting(Container::exitCode).doesNotContainNull();
  }

  @Test
  void anUnhealthyContainerIsSeenAndLeftRunning(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "sick",
        "- {name: sick, image: 'busybox:1.36', stopTimeout: 2, command: [sh, -c, 'touch /ok; sleep"
            + " 1000'], healthCheck: {command: [CMD-SHELL, 'test -e /ok'], interval: 5, timeout:"
            + " 2, retries: 1}}");
    manifests.run("sick", "sick");
    manifests.await("sick", "is healthy", task -> "HEALTHY".equals(health(task)));

    namespace.client().pods().withName("sick").writingOutput(System.err).exec("rm", "/ok");

    EcsTask task = manifests.await("sick", "is unhealthy", t -> "UNHEALTHY".equals(health(t)));
    assertThat(task.getStatus().lastStatus()).isEqualTo(TaskState.RUNNING);
    Pod pod = namespace.client().pods().withName("sick").get();
    assertThat(pod.getStatus().getContainerStatuses().get(0).getRestartCount()).isZero();
  }

  private static String health(EcsTask task) {
    return task.getStatus() == null ? null : String.valueOf(task.getStatus().healthStatus());
  }

  private static int pods(TestNamespace namespace) {
    return namespace.client().pods().list().getItems().size();
  }
}
