package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.OperatorProcess;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.service.EcsServiceRevision;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What an operator that was killed finds of services once it is back. */
@Isolated
@OperatorTest
class ServiceRestartIT {

  @Test
  void aRolloutThatWasUnderWayIsCompleted(TestNamespace namespace, OperatorProcess operator)
      throws InterruptedException {
    RunningService hello = RunningService.apply(namespace, spec -> spec.desiredCount(4));
    hello.awaitStable("hello:1", 4);
    try (HealthyPods pods = new HealthyPods(namespace)) {
      hello.changeVersion("2");
      hello.await(status -> asEmpty(status.deployments()).size() == 2);
      operator.kill();
      int whileDead = pods.samples();
      Awaitility.await().until(() -> pods.samples() > whileDead + 20);
      operator.start();
      hello.awaitStable("hello:2", 4);
      assertThat(pods.fewestReady()).isGreaterThanOrEqualTo(4);
      assertThat(pods.most()).isLessThanOrEqualTo(8);
    }
    assertThat(namespace.client().resources(EcsServiceRevision.class).list().getItems()).hasSize(2);
    hello.awaitAnnounced("has started", 8);
    assertThat(hello.events()).filteredOn(e -> e.contains("deployment completed")).hasSize(2);
    hello.awaitTheSameEventsOfKubernetes();
    assertThat(hello.runningVersions()).containsExactly("2");
  }

  @Test
  void aHookThatWasUnderWayHasNotFailedAndIsNotRunTwice(
      TestNamespace namespace, OperatorProcess operator) throws InterruptedException {
    HookedService web = HookedService.in(namespace);
    web.cronJob("waits", "sleep 4");
    web.deploy("one", "cronjob/waits");
    Awaitility.await().until(() -> !web.jobs("waits").isEmpty());
    operator.stop();
    web.awaitJob("waits", "Complete");
    operator.start();
    assertThat(web.awaitEnd(1).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(web.jobs("waits")).hasSize(1);
  }
}
