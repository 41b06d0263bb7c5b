package dev.kubeecs.operator.task;

import static dev.kubeecs.operator.task.PairTask.leavesNoPod;
import static dev.kubeecs.operator.task.PairTask.running;
import static dev.kubeecs.operator.task.PairTask.runtimeId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.NodeProcesses;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import org.junit.jupiter.api.Test;

/** What nobody asked for: the task ends, says why as ECS would, and leaves nothing. */
@OperatorTest
class TaskFaultIT {

  @Test
  void aKilledEssentialContainerEndsTheTask(TestNamespace namespace) {
    Manifests manifests = running(namespace);

    NodeProcesses.signal(NodeProcesses.ofContainer(runtimeId(manifests, 0)), "KILL");

    EcsTaskStatus status = manifests.await("pair", TaskState.STOPPED).getStatus();
    assertThat(status.stopCode()).isEqualTo(TaskStopCode.ESSENTIALCONTAINEREXITED);
    assertThat(status.stoppedReason()).isEqualTo("Essential container in task exited");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(137, 6);
    assertThat(status.containers()).extracting(Container::reason).containsOnlyNulls();
    leavesNoPod(namespace);
  }

  @Test
  void anotherKilledContainerDoesNot(TestNamespace namespace) {
    Manifests manifests = running(namespace);

    NodeProcesses.signal(NodeProcesses.ofContainer(runtimeId(manifests, 1)), "KILL");

    EcsTask task =
        manifests.await(
            "pair", "has seen side end", t -> t.getStatus().containers().get(1).exitCode() != null);
    assertThat(task.getStatus().containers().get(1).exitCode()).isEqualTo(137);
    assertThat(task.getStatus().lastStatus()).isEqualTo(TaskState.RUNNING);
    assertThat(task.getStatus().containers().get(0).lastStatus()).isEqualTo("RUNNING");
  }

  /** What {@code kubectl drain} does to each Pod of a Node. */
  @Test
  void anEvictedTaskStopsForItsInfrastructure(TestNamespace namespace) {
    Manifests manifests = running(namespace);

    assertThat(namespace.client().pods().withName("pair").evict()).isTrue();

    EcsTaskStatus status = manifests.await("pair", TaskState.STOPPED).getStatus();
    assertThat(status.stopCode()).isEqualTo(TaskStopCode.INFRASTRUCTUREHEALTH);
    assertThat(status.stoppedReason()).startsWith("EvictionByEvictionAPI: ");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(5, 6);
    leavesNoPod(namespace);
  }

  @Test
  void aTaskThatNobodyCanPlaceWaitsAndCanBeStopped(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("pair", PairTask.CONTAINERS);
    manifests.apply(
        "EcsTask",
        "pair",
        "taskDefinition: pair\nlaunchType: EC2\nplacementConstraints: [{type: memberOf,"
            + " expression: 'attribute:nobody == has'}]");
    manifests.await(
        "pair",
        "is PROVISIONING",
        task ->
            task.getStatus() != null && task.getStatus().lastStatus() == TaskState.PROVISIONING);

    manifests.stop("pair", "enough");

    EcsTaskStatus status = manifests.await("pair", TaskState.STOPPED).getStatus();
    assertThat(status.stopCode()).isEqualTo(TaskStopCode.USERINITIATED);
    assertThat(status.startedAt()).isNull();
    assertThat(status.containers()).extracting(Container::exitCode).containsOnlyNulls();
    leavesNoPod(namespace);
  }
}
