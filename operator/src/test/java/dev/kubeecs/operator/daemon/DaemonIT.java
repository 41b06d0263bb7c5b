package dev.kubeecs.operator.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DaemonDeploymentStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** A daemon on every Node of its capacity provider, updated and deleted. */
@OperatorTest
class DaemonIT {

  @Test
  void aDaemonRunsIsUpdatedAndGoes(TestNamespace namespace) {
    int nodes = namespace.client().nodes().list().getItems().size();
    Manifests manifests = new Manifests(namespace);
    manifests.apply("EcsCapacityProvider", "pool", "nodeSelector: {kubernetes.io/os: linux}");
    manifests.apply("EcsCluster", "default", "capacityProviders: [pool]");
    define(manifests, 1);
    define(manifests, 2);
    run(manifests, "logs:1");
    awaitSuccess(namespace, 1);

    List<EcsTask> tasks = tasks(namespace);
    assertThat(tasks).hasSize(nodes);
    assertThat(tasks)
        .allSatisfy(
            task -> {
              assertThat(task.getStatus().group()).isEqualTo("daemon:logs");
              assertThat(task.getStatus().capacityProviderName()).isEqualTo("pool");
              assertThat(task.getStatus().taskDefinitionArn())
                  .endsWith(":daemon-task-definition/logs:1");
              assertThat(task.getStatus().containerInstanceArn()).isNotNull();
            });

    run(manifests, "logs:2");
    awaitSuccess(namespace, 2);
    assertThat(pods(namespace))
        .hasSize(nodes)
        .allMatch(pod -> pod.getMetadata().getLabels().get(Labels.REVISION).equals("2"));
    await("the first revision's deployment stays successful")
        .until(
            () -> revision(namespace, 1).getStatus().status(),
            DaemonDeploymentStatus.SUCCESSFUL::equals);

    manifests.apply(
        "DaemonTaskDefinition", "logs-2", definition(2) + "\ndesiredStatus: DELETE_IN_PROGRESS");
    await("it is used still").until(() -> status(namespace), "DELETE_IN_PROGRESS"::equals);
    namespace.client().resources(EcsDaemon.class).withName("logs").delete();
    await("nothing is left")
        .until(
            () ->
                namespace.client().resources(EcsDaemon.class).list().getItems().isEmpty()
                    && pods(namespace).isEmpty()
                    && namespace
                        .client()
                        .resources(EcsDaemonRevision.class)
                        .list()
                        .getItems()
                        .isEmpty());
    await("the definition is gone with its last daemon")
        .until(() -> status(namespace), "DELETED"::equals);
  }

  private static String status(TestNamespace namespace) {
    var status =
        namespace
            .client()
            .resources(DaemonTaskDefinition.class)
            .withName("logs-2")
            .get()
            .getStatus();
    return status == null ? "" : status.status().toString();
  }

  private static void define(Manifests manifests, int revision) {
    manifests.apply("DaemonTaskDefinition", "logs-" + revision, definition(revision));
  }

  private static String definition(int revision) {
    return """
        family: logs
        revision: %d
        containerDefinitions:
        - {name: web, image: "nginx:1.27", memory: 64, stopTimeout: 2}"""
        .formatted(revision);
  }

  private static void run(Manifests manifests, String definition) {
    manifests.apply(
        "EcsDaemon",
        "logs",
        "daemonTaskDefinition: %s\ncapacityProviders: [pool]".formatted(definition));
  }

  private static void awaitSuccess(TestNamespace namespace, int number) {
    await("deployment " + number + " is successful")
        .until(
            () -> revision(namespace, number),
            revision ->
                revision != null
                    && revision.getStatus() != null
                    && revision.getStatus().status() == DaemonDeploymentStatus.SUCCESSFUL);
  }

  private static EcsDaemonRevision revision(TestNamespace namespace, int number) {
    return namespace.client().resources(EcsDaemonRevision.class).list().getItems().stream()
        .filter(revision -> revision.getSpec().number() == number)
        .findFirst()
        .orElse(null);
  }

  private static List<EcsTask> tasks(TestNamespace namespace) {
    return namespace.client().resources(EcsTask.class).list().getItems().stream()
        .filter(task -> task.getStatus() != null)
        .filter(task -> task.getStatus().lastStatus() == TaskState.RUNNING)
        .toList();
  }

  private static List<Pod> pods(TestNamespace namespace) {
    return namespace.client().pods().withLabel(Labels.DAEMON, "logs").list().getItems();
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(Duration.ofMinutes(3));
  }
}
