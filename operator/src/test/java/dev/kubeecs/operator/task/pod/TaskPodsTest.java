package dev.kubeecs.operator.task.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.testing.Golden;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.containerinstance.PodRequests;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.placement.TaskDemand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Pods of the cases below {@code task/pod} and of the corpus {@code examples/tasks}. */
class TaskPodsTest {

  static Stream<PodCase> cases() {
    return PodCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isThePodOfTheGoldenFile(PodCase podCase) {
    Golden.compare(podCase.golden(), TaskPods.of(podCase.task(), podCase.request()));
  }

  /** RunTask tells from it whether there is room. */
  @ParameterizedTest
  @MethodSource("cases")
  void requestsWhatTheDemandOfTheTaskTells(PodCase podCase) {
    PodRequest request = podCase.request();
    assertThat(TaskDemand.of(request.definition(), 100).resources())
        .isEqualTo(PodRequests.of(PodTemplates.of(request).getSpec()));
  }

  @Test
  void inADeploymentContainersThatHaveExitedStayDown() {
    PodSpec pod = PodTemplates.of(request("fargate")).getSpec();
    assertThat(pod.getRestartPolicy()).isEqualTo("Always");
    assertThat(pod.getContainers()).extracting(Container::getRestartPolicy).containsOnly("Never");
  }

  @Test
  void anOldClusterIsNotAskedForMoreThanItKnows() {
    PodRequest request = request("fargate").withSettings(new PodSettings(false, 100));
    assertThat(PodTemplates.of(request).getSpec().getContainers())
        .extracting(Container::getRestartPolicy)
        .containsOnlyNulls();
  }

  @Test
  void cpuMayBeOvercommitted() {
    PodRequest request = request("fargate").withSettings(new PodSettings(true, 10));
    var size = PodTemplates.of(request).getSpec().getResources();
    assertThat(size.getRequests()).containsEntry("cpu", new Quantity("25m"));
    assertThat(size.getLimits()).containsEntry("cpu", new Quantity("250m"));
  }

  @Test
  void theClusterAndStartTaskNarrowDownTheNodes() {
    EcsClusterSpec cluster =
        EcsClusterSpecBuilder.builder().nodeSelector(Map.of("pool", "ecs")).build();
    PodSpec pod =
        PodTemplates.of(request("fargate").withCluster(cluster).withNodeName("node-1")).getSpec();
    List<NodeSelectorTerm> terms =
        pod.getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms();
    assertThat(terms.getFirst().getMatchExpressions())
        .contains(new NodeSelectorRequirement("pool", "In", List.of("ecs")));
    assertThat(terms.getLast().getMatchExpressions())
        .as("a registered Node is taken whatever its pool")
        .extracting(NodeSelectorRequirement::getKey)
        .doesNotContain("pool")
        .contains(Labels.CONTAINER_INSTANCE_OF);
    assertThat(terms)
        .flatMap(NodeSelectorTerm::getMatchFields)
        .containsOnly(new NodeSelectorRequirement("metadata.name", "In", List.of("node-1")));
  }

  private static PodRequest request(String name) {
    return PodCase.named(name).request();
  }
}
