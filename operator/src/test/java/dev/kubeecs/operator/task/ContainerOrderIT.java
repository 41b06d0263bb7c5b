package dev.kubeecs.operator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order in which real containers start and stop. They leave notes in a volume they share. */
@OperatorTest
class ContainerOrderIT {

  private static final String SHARED =
      "mountPoints: [{sourceVolume: notes, containerPath: /notes}]";

  @Test
  void everyConditionIsWaitedFor(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    define(
        manifests,
        "order",
        container(
                "web",
                "echo web >> /notes/all; exec sleep 1000",
                "stopTimeout: 2, dependsOn: [{containerName: late, condition: START}]")
            + container(
                "late",
                "echo late >> /notes/all; exec sleep 1000",
                "stopTimeout: 2, dependsOn: [{containerName: seed, condition: COMPLETE}]")
            + container(
                "seed",
                "sleep 1; echo seed >> /notes/all; exit 3",
                "essential: false, dependsOn: [{containerName: migrate, condition: SUCCESS}]")
            + container(
                "migrate",
                "echo migrate >> /notes/all",
                "essential: false, dependsOn: [{containerName: db, condition: HEALTHY}]")
            + container(
                "db",
                "echo db >> /notes/all; sleep 2; touch /healthy; exec sleep 1000",
                "stopTimeout: 2, healthCheck: {command: [CMD-SHELL, 'test -e /healthy'],"
                    + " interval: 5}")
            + container(
                "other", "sleep 1; echo other >> /notes/all; exec sleep 1000", "stopTimeout: 2"));
    manifests.run("order", "order");

    EcsTaskStatus status = manifests.await("order", TaskState.RUNNING).getStatus();

    assertThat(status.containers())
        .extracting(Container::exitCode)
        .containsExactly(null, null, 3, 0, null, null);
    var notes = new ByteArrayOutputStream();
    try (var exec =
        namespace
            .client()
            .pods()
            .withName("order")
            .inContainer("other")
            .writingOutput(notes)
            .exec("cat", "/notes/all")) {
      assertThat(exec.exitCode().join()).isZero();
    }
    assertThat(notes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("db", "other", "migrate", "seed", "late", "web");
  }

  @Test
  void aDependencyThatFailsIsTheEndOfWhoNeedsItsSuccess(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    define(
        manifests,
        "failing",
        container(
                "web",
                "exec sleep 1000",
                "dependsOn: [{containerName: migrate, condition: SUCCESS}]")
            + container("migrate", "exit 4", "essential: false"));
    manifests.run("failing", "failing");

    EcsTaskStatus status = manifests.await("failing", TaskState.STOPPED).getStatus();

    assertThat(status.stopCode()).isEqualTo(TaskStopCode.TASKFAILEDTOSTART);
    assertThat(status.stoppedReason()).isEqualTo("Task failed to start");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(143, 4);
    assertThat(status.containers().get(0).reason())
        .isEqualTo(
            "CannotStartContainerError: dependency graph: failed to resolve container ordering"
                + " dependency [migrate] for target [web] as dependency did not exit"
                + " successfully.");
    assertThat(status.startedAt()).isNull();
    await().untilAsserted(() -> assertThat(pods(namespace)).isZero());
  }

  @Test
  void aDependencyThatTakesTooLongIsGivenUp(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    define(
        manifests,
        "slow",
        container("web", "exec sleep 1000", "dependsOn: [{containerName: db, condition: HEALTHY}]")
            + container(
                "db",
                "exec sleep 1000",
                "stopTimeout: 2, startTimeout: 3, healthCheck: {command: [CMD-SHELL, 'exit 1'],"
                    + " startPeriod: 300}"));
    manifests.run("slow", "slow");

    EcsTaskStatus status = manifests.await("slow", TaskState.STOPPED).getStatus();

    assertThat(status.stopCode()).isEqualTo(TaskStopCode.TASKFAILEDTOSTART);
    assertThat(status.containers().get(0).reason())
        .endsWith("container ordering dependency [db] for target [web] has timed out.");
  }

  /** The exit code of each container tells whether the one that depends on it was gone by then. */
  @Test
  void containersStopInTheReverseOrder(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    define(
        manifests,
        "reverse",
        container("db", onStop("test -e /notes/proxy && exit 11 || exit 21"), "")
            + container(
                "proxy",
                onStop("touch /notes/proxy; test -e /notes/web && exit 12 || exit 22"),
                "dependsOn: [{containerName: db, condition: START}]")
            + container(
                "web",
                onStop("sleep 1; touch /notes/web; exit 13"),
                "dependsOn: [{containerName: proxy, condition: START}]"));
    manifests.run("reverse", "reverse");
    manifests.await("reverse", TaskState.RUNNING);

    manifests.stop("reverse", "enough");

    EcsTaskStatus status = manifests.await("reverse", TaskState.STOPPED).getStatus();
    assertThat(status.stoppedReason()).isEqualTo("enough");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(11, 12, 13);
    await().untilAsserted(() -> assertThat(pods(namespace)).isZero());
  }

  @Test
  void tasksOfServicesWaitToo(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    define(
        manifests,
        "web",
        container(
                "web",
                "exec sleep 1000",
                "stopTimeout: 2, dependsOn: [{containerName: migrate, condition: SUCCESS}]")
            + container("migrate", "sleep 1", "essential: false"));
    manifests.apply(
        "EcsService", "web", "taskDefinition: web\nlaunchType: FARGATE\ndesiredCount: 2");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(tasksOf(namespace, "web"))
                    .extracting(EcsTask::getStatus)
                    .doesNotContainNull()
                    .extracting(EcsTaskStatus::lastStatus)
                    .containsExactly(TaskState.RUNNING, TaskState.RUNNING));
  }

  private static void define(Manifests manifests, String family, String containers) {
    manifests.define(family, containers, "volumes: [{name: notes}]");
  }

  private static String container(String name, String script, String more) {
    return "- {name: %s, image: 'busybox:1.36', command: [sh, -c, '%s'], %s%s}\n"
        .formatted(name, script.replace("'", "''"), SHARED, more.isEmpty() ? "" : ", " + more);
  }

  private static String onStop(String script) {
    return "trap \"%s\" TERM; while :; do sleep 0.1; done".formatted(script);
  }

  private static List<EcsTask> tasksOf(TestNamespace namespace, String service) {
    return namespace
        .client()
        .resources(EcsTask.class)
        .withLabel(Labels.SERVICE, service)
        .list()
        .getItems();
  }

  private static int pods(TestNamespace namespace) {
    return namespace.client().pods().list().getItems().size();
  }
}
