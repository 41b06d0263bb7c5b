package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Deployments that somebody stops, on a cluster that runs containers. */
@OperatorTest
class StoppedDeploymentIT {

  @Test
  void aRollbackKeepsTheTasksAndTellsWhatRuns(TestNamespace namespace) {
    RunningService hello = RunningService.apply(namespace, spec -> {});
    hello.awaitStable("hello:1", 2);
    Set<String> before = uids(hello);
    hello.changeContainer(
        c -> c.toBuilder().entryPoint(List.of("/no-such-program")).command(List.of()).build());
    hello.await(status -> asEmpty(status.deployments()).size() == 2);

    EcsServiceDeployment rollout = newest(namespace);
    namespace
        .client()
        .resource(rollout)
        .edit(
            r -> {
              r.setSpec(r.getSpec().withStopType(StopServiceDeploymentStopType.ROLLBACK));
              return r;
            });

    hello.awaitStable("hello:1", 2);
    assertThat(hello.status().rolledBackDeployment()).isNotNull();
    Awaitility.await()
        .atMost(RunningService.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(namespace.client().resource(rollout).get().getStatus().status())
                    .isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL));
    assertThat(uids(hello)).as("no task was replaced").isEqualTo(before);
    assertThat(namespace.client().resources(EcsServiceRevision.class).list().getItems())
        .filteredOn(r -> r.getSpec().taskDefinition().equals("hello:1"))
        .singleElement()
        .satisfies(
            revision ->
                assertThat(revision.getStatus().containerImages().getFirst().imageDigest())
                    .startsWith("sha256:"));

    hello.changeContainer(
        c ->
            c.toBuilder()
                .entryPoint(List.of())
                .command(List.of("sh", "-c", "trap 'exit 0' TERM; sleep 3600 & wait"))
                .build());
    hello.await(
        status ->
            status.rolledBackDeployment() == null
                && asEmpty(status.deployments()).size() == 1
                && status.runningCount() == 2
                && !status.taskDefinition().equals("hello:1"));
  }

  private static EcsServiceDeployment newest(TestNamespace namespace) {
    return namespace.client().resources(EcsServiceDeployment.class).list().getItems().stream()
        .filter(rollout -> rollout.getStatus() != null)
        .filter(r -> r.getStatus().status() == ServiceDeploymentStatus.IN_PROGRESS)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> uids(RunningService service) {
    return service.pods().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }
}
