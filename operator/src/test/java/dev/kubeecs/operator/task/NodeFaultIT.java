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
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What becomes of tasks whose Node is not well. */
@Isolated
@OperatorTest
class NodeFaultIT {

  private static final Taint LOST =
      new TaintBuilder().withKey("kube-ecs.dev/test-lost").withEffect("NoExecute").build();

  /** The Node says nothing more: the task stays what it was, and nothing of its end is lost. */
  @Test
  void aKubeletThatStandsStillDelaysTheEnd(TestNamespace namespace) {
    Manifests manifests = running(namespace);
    long kubelet = NodeProcesses.kubeletOf(runtimeId(manifests, 0));
    NodeProcesses.signal(kubelet, "STOP");
    try {
      NodeProcesses.signal(NodeProcesses.ofContainer(runtimeId(manifests, 1)), "KILL");
      manifests.stop("pair", "enough");
      EcsTaskStatus stopping = manifests.await("pair", TaskState.STOPPING).getStatus();
      assertThat(stopping.lastStatus()).isEqualTo(TaskState.STOPPING);
      assertThat(stopping.stoppedReason()).isEqualTo("enough");
    } finally {
      NodeProcesses.signal(kubelet, "CONT");
    }

    EcsTaskStatus status = manifests.await("pair", TaskState.STOPPED).getStatus();
    assertThat(status.stopCode()).isEqualTo(TaskStopCode.USERINITIATED);
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(5, 137);
    leavesNoPod(namespace);
  }

  /** What Kubernetes does five minutes after it has heard of a Node for the last time. */
  @Test
  void aLostNodeTakesItsTasksAlong(TestNamespace namespace) {
    Manifests manifests = running(namespace);
    String node = namespace.client().pods().withName("pair").get().getSpec().getNodeName();
    long kubelet = NodeProcesses.kubeletOf(runtimeId(manifests, 0));
    NodeProcesses.signal(kubelet, "STOP");
    try {
      taint(namespace, node, taints -> taints.add(LOST));
      EcsTaskStatus stopping = manifests.await("pair", TaskState.STOPPING).getStatus();
      assertThat(stopping.lastStatus()).isEqualTo(TaskState.STOPPING);
      assertThat(stopping.stopCode()).isEqualTo(TaskStopCode.INFRASTRUCTUREHEALTH);
      assertThat(stopping.stoppedReason())
          .isEqualTo("Host EC2 (instance " + node + ") stopped/terminated.");
    } finally {
      taint(namespace, node, taints -> taints.remove(LOST));
      NodeProcesses.signal(kubelet, "CONT");
    }

    EcsTaskStatus status = manifests.await("pair", TaskState.STOPPED).getStatus();
    assertThat(status.stoppedReason()).startsWith("Host EC2 ");
    assertThat(status.containers()).extracting(Container::exitCode).containsExactly(5, 6);
    leavesNoPod(namespace);
  }

  private static void taint(TestNamespace namespace, String node, Consumer<Set<Taint>> change) {
    namespace
        .client()
        .nodes()
        .withName(node)
        .edit(
            found -> {
              Set<Taint> taints = new LinkedHashSet<>(found.getSpec().getTaints());
              change.accept(taints);
              return found.edit().editSpec().withTaints(List.copyOf(taints)).endSpec().build();
            });
  }
}
