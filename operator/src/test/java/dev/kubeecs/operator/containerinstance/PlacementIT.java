package dev.kubeecs.operator.containerinstance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.placement.MemberOf;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Placement by the scheduler of Kubernetes itself. */
@OperatorTest
class PlacementIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void aTaskWaitsForANodeForWhichItsExpressionHolds(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("web", "- {name: web, image: nginx}");
    String rack = namespace.name();
    String expression = "attribute:rack == '%s' and agentConnected == true".formatted(rack);
    manifests.apply(
        "EcsTask",
        "picky",
        """
        taskDefinition: web
        launchType: EC2
        placementConstraints: [{type: memberOf, expression: "%s"}]
        """
            .formatted(expression));
    Awaitility.await("the scheduler finds no Node")
        .atMost(SOON)
        .until(
            () ->
                namespace.client().pods().list().getItems().stream()
                    .flatMap(pod -> pod.getStatus().getConditions().stream())
                    .anyMatch(condition -> "Unschedulable".equals(condition.getReason())));
    Node node = namespace.client().nodes().list().getItems().getFirst();

    label(namespace, node, "\"" + rack + "\"");

    EcsTask running = manifests.await("picky", TaskState.RUNNING);
    assertThat(running.getStatus().containerInstanceArn())
        .endsWith(node.getMetadata().getUid().replace("-", ""));
    manifests.stop("picky", "enough");
    manifests.await("picky", TaskState.STOPPED);
    label(namespace, node, "null");
    String member = MemberOf.label(Account.DEFAULT, "default", expression);
    Awaitility.await("the label goes with the last task")
        .atMost(SOON)
        .until(
            () ->
                !namespace
                    .client()
                    .nodes()
                    .withName(node.getMetadata().getName())
                    .get()
                    .getMetadata()
                    .getLabels()
                    .containsKey(member));
  }

  private static void label(TestNamespace namespace, Node node, String value) {
    namespace
        .client()
        .nodes()
        .withName(node.getMetadata().getName())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\": {\"labels\": {\"%srack\": %s}}}".formatted(Labels.ATTRIBUTE, value));
  }
}
