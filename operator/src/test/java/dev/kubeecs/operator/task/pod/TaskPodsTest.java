package dev.kubeecs.operator.task.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.testing.Golden;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.containerinstance.PodRequests;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.placement.TaskDemand;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpecBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder is a case: a task definition and a task in, the Pod out. */
class TaskPodsTest {

  private static final Golden CASES = new Golden("task/pod");

  static Iterable<String> cases() {
    return CASES.names();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isThePodOfTheGoldenFile(String name) {
    CASES.compare(name, TaskPods.of(CASES.read(name, EcsTask.class), request(name)));
  }

  /** RunTask tells from it whether there is room. */
  @ParameterizedTest
  @MethodSource("cases")
  void requestsWhatTheDemandOfTheTaskTells(String name) {
    PodRequest request = request(name);
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
    EcsTask task = CASES.read(name, EcsTask.class);
    return PodRequestBuilder.builder()
        .account(Account.DEFAULT)
        .clusterName("default")
        .cluster(EcsClusterSpecBuilder.builder().build())
        .revision(
            TaskDefinitionRevisionSpecBuilder.builder()
                .family("hello")
                .revision(3)
                .taskDefinition(CASES.read(name, TaskDefinition.class).getSpec())
                .build())
        .launchType(task.getSpec().launchType())
        .overrides(task.getSpec().overrides())
        .placementConstraints(task.getSpec().placementConstraints())
        .placementStrategy(task.getSpec().placementStrategy())
        .labels(Map.of(Labels.GROUP, ObjectNames.group("family:hello")))
        .build();
  }
}
