package dev.kubeecs.operator.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a task waits for, what it is refused for, and what its life costs. */
@OperatorTest
class TaskStartIT {

  private static final String NGINX = "- {name: web, image: 'nginx:1.27', stopTimeout: 2}";

  @Test
  void aTaskWaitsForItsClusterAndItsDefinition(TestNamespace namespace) {
    Manifests manifests = new Manifests(namespace);
    manifests.run("early", "web");
    manifests.await("early", "waits for the cluster", task -> message(task).contains("cluster"));

    manifests.apply("EcsCluster", "default", "{}");
    EcsTask waiting =
        manifests.await(
            "early", "waits for the definition", task -> message(task).contains("taskDefinition"));
    assertThat(waiting.getStatus().lastStatus()).isEqualTo(TaskState.PROVISIONING);
    assertThat(ready(waiting).getReason()).isEqualTo("NotFound");

    manifests.define("web", NGINX);
    EcsTask running = manifests.await("early", TaskState.RUNNING);
    assertThat(ready(running).getStatus()).isEqualTo("True");
  }

  @Test
  void whatCannotBeHonouredIsRefusedByName(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("web", NGINX);
    manifests.apply(
        "EcsTask",
        "bad",
        "taskDefinition: web\noverrides: {inferenceAcceleratorOverrides: [{deviceName: a}]}");

    EcsTaskStatus status = manifests.await("bad", TaskState.STOPPED).getStatus();

    assertThat(status.stopCode()).isEqualTo(TaskStopCode.TASKFAILEDTOSTART);
    assertThat(status.stoppedReason())
        .contains("kube-ecs cannot honour ", "overrides.inferenceAcceleratorOverrides");
    assertThat(status.condition("Ready").orElseThrow().getReason()).isEqualTo("Unsupported");
  }

  @Test
  void aTaskStoppedBeforeItCouldStartIsStopped(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.run("early", "nosuch");
    manifests.await("early", TaskState.PROVISIONING);

    manifests.stop("early", "not needed any more");

    EcsTaskStatus status = manifests.await("early", TaskState.STOPPED).getStatus();
    assertThat(status.stoppedReason()).isEqualTo("not needed any more");
    assertThat(status.stopCode()).isEqualTo(TaskStopCode.USERINITIATED);
  }

  @Test
  void anEditedTaskDefinitionIsTheNextRevision(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("web", NGINX);
    manifests.run("first", "web");
    manifests.await("first", TaskState.RUNNING);

    manifests.define("web", NGINX.replace("stopTimeout: 2", "stopTimeout: 3"));
    manifests.run("second", "web");

    assertThat(manifests.await("second", TaskState.RUNNING).getStatus().taskDefinition())
        .isEqualTo("web:2");
    assertThat(manifests.task("first").getStatus().taskDefinition()).isEqualTo("web:1");
    assertThat(
            namespace
                .client()
                .resources(TaskDefinition.class)
                .withName("web")
                .get()
                .getStatus()
                .latestRevision())
        .isEqualTo(2);
  }

  /** Made, given its finalizer, PENDING (again once it has an address), RUNNING, STOPPED. */
  @Test
  void theLifeOfATaskCostsFewWrites(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("job", "- {name: job, image: 'busybox:1.36', command: [sh, -c, 'sleep 2']}");
    List<EcsTask> seen = Collections.synchronizedList(new ArrayList<>());
    try (var watch =
        namespace.client().resources(EcsTask.class).withName("job").inform(new Recorder<>(seen))) {
      manifests.run("job", "job");
      manifests.await("job", TaskState.STOPPED);
      manifests.await("job", "is seen", task -> seen.contains(task) || isLast(seen, task));
    }

    List<String> writes =
        seen.stream().map(task -> task.getMetadata().getResourceVersion()).distinct().toList();
    assertThat(writes).hasSizeLessThanOrEqualTo(6);
    assertThat(
            seen.stream()
                .map(EcsTask::getStatus)
                .filter(Objects::nonNull)
                .map(EcsTaskStatus::version)
                .distinct()
                .toList())
        .isSortedAccordingTo(Long::compare)
        .hasSizeLessThanOrEqualTo(4);
  }

  private static boolean isLast(List<EcsTask> seen, EcsTask task) {
    return !seen.isEmpty()
        && seen.getLast()
            .getMetadata()
            .getResourceVersion()
            .equals(task.getMetadata().getResourceVersion());
  }

  private static String message(EcsTask task) {
    return task.getStatus() == null ? "" : ready(task).getMessage();
  }

  private static Condition ready(EcsTask task) {
    return task.getStatus().condition("Ready").orElseThrow();
  }
}
