package dev.kubeecs.operator.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import org.junit.jupiter.api.Test;

/** Containers that are started again within their task. */
@OperatorTest
class RestartPolicyIT {

  /** A minute is the shortest period that the API takes. */
  @Test
  void whoRanLongEnoughIsStartedAgain(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "job",
        "- {name: job, image: 'busybox:1.36', command: [sh, -c, 'sleep 61; exit 1'], stopTimeout: 2,"
            + " restartPolicy: {enabled: true, ignoredExitCodes: [3], restartAttemptPeriod: 60}}");
    manifests.run("job", "job");

    manifests.await(
        "job",
        "has been started again",
        task -> task.getStatus() != null && restarts(namespace, "job", "job") == 1);

    EcsTask task = manifests.task("job");
    assertThat(task.getStatus().lastStatus()).isEqualTo(TaskState.RUNNING);
    assertThat(task.getStatus().containers())
        .extracting(Container::lastStatus)
        .containsExactly("RUNNING");
  }

  @Test
  void anIgnoredExitCodeIsTheEnd(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "job",
        "- {name: job, image: 'busybox:1.36', command: [sh, -c, 'sleep 1; exit 3'],"
            + " restartPolicy: {enabled: true, ignoredExitCodes: [0, 3]}}");
    manifests.run("job", "job");

    EcsTaskStatus status = manifests.await("job", TaskState.STOPPED).getStatus();

    assertThat(status.stopCode()).isEqualTo(TaskStopCode.ESSENTIALCONTAINEREXITED);
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(3);
    assertThat(status.containers().get(0).reason()).isNull();
  }

  @Test
  void whoExitsTooEarlyStaysDown(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "pair",
        """
        - {name: main, image: 'busybox:1.36', command: [sleep, '1000'], stopTimeout: 2}
        - {name: side, image: 'busybox:1.36', command: [sh, -c, 'sleep 2; exit 7'], essential: false, restartPolicy: {enabled: true}}
        """);
    manifests.run("pair", "pair");
    manifests.await(
        "pair",
        "keeps side down",
        task ->
            task.getStatus() != null
                && "kube-ecs: stopped"
                    .equals(
                        namespace
                            .client()
                            .pods()
                            .withName("pair")
                            .get()
                            .getSpec()
                            .getContainers()
                            .get(1)
                            .getImage())
                && !isUp(namespace, "pair", "side"));

    EcsTaskStatus status = manifests.task("pair").getStatus();

    assertThat(status.lastStatus()).isEqualTo(TaskState.RUNNING);
    assertThat(status.containers())
        .extracting(Container::lastStatus)
        .containsExactly("RUNNING", "STOPPED");
    assertThat(status.containers().get(1).exitCode()).isEqualTo(7);
    assertThat(restarts(namespace, "pair", "side")).isLessThanOrEqualTo(1);
  }

  @Test
  void anEssentialOneThatExitsTooEarlyEndsTheTask(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "job",
        "- {name: job, image: 'busybox:1.36', command: [sh, -c, 'sleep 1; exit 7'], stopTimeout: 2,"
            + " restartPolicy: {enabled: true}}");
    manifests.run("job", "job");

    EcsTaskStatus status = manifests.await("job", TaskState.STOPPED).getStatus();

    assertThat(status.stopCode()).isEqualTo(TaskStopCode.ESSENTIALCONTAINEREXITED);
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(7);
  }

  private static int restarts(TestNamespace namespace, String pod, String container) {
    return status(namespace, pod, container).getRestartCount();
  }

  private static boolean isUp(TestNamespace namespace, String pod, String container) {
    return status(namespace, pod, container).getState().getRunning() != null;
  }

  private static ContainerStatus status(TestNamespace namespace, String pod, String container) {
    return namespace.client().pods().withName(pod).get().getStatus().getContainerStatuses().stream()
        .filter(status -> status.getName().equals(container))
        .findFirst()
        .orElseThrow();
  }
}
