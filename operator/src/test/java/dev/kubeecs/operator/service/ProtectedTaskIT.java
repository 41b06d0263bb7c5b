package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskProtection;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Protected tasks on a cluster that runs containers. */
@OperatorTest
class ProtectedTaskIT {

  @Test
  void scaleInAndDeploymentsSpareThemUntilItExpiresAndAUserDoesNot(TestNamespace namespace) {
    RunningService hello = RunningService.apply(namespace, spec -> spec.desiredCount(3));
    hello.awaitStable("hello:1", 3);
    EcsTask kept = hello.tasks().get(1);
    protect(namespace, kept, new TaskProtection(true, Instant.now().plusSeconds(3600)));

    hello.change(spec -> spec.desiredCount(1));
    hello.await(status -> status.runningCount() == 1 && hello.pods().size() == 1);
    assertThat(taskIds(hello)).containsExactly(kept.getMetadata().getName());

    hello.changeVersion("2");
    hello.await(
        status ->
            asEmpty(status.deployments()).size() == 2
                && status.deployments().getFirst().runningCount() == 1);
    assertThat(taskIds(hello)).hasSize(2).contains(kept.getMetadata().getName());

    Instant expires = Instant.now().plusSeconds(3);
    protect(namespace, kept, new TaskProtection(true, expires));
    hello.awaitStable("hello:2", 1);
    assertThat(Instant.now()).isAfter(expires);

    EcsTask stopped =
        hello.tasks().stream()
            .filter(t -> t.getSpec().taskDefinition().equals("hello:2"))
            .findFirst()
            .orElseThrow();
    protect(namespace, stopped, new TaskProtection(true, Instant.now().plusSeconds(3600)));
    namespace
        .client()
        .resources(EcsTask.class)
        .withName(stopped.getMetadata().getName())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"desiredStatus\": \"STOPPED\"}}");
    Awaitility.await()
        .atMost(RunningService.PATIENCE)
        .until(
            () -> namespace.client().resource(stopped).get().getStatus(),
            status -> status.lastStatus() == TaskState.STOPPED);
    hello.awaitStable("hello:2", 1);
  }

  private static void protect(TestNamespace namespace, EcsTask task, TaskProtection protection) {
    namespace
        .client()
        .resources(EcsTask.class)
        .withName(task.getMetadata().getName())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("spec", Map.of("protection", protection))));
  }

  private static List<String> taskIds(RunningService service) {
    return service.pods().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(pod -> pod.getMetadata().getUid().replace("-", ""))
        .toList();
  }
}
