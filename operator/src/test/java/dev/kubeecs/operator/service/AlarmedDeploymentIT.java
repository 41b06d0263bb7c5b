package dev.kubeecs.operator.service;

import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE;
import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ServiceDeploymentAlarms;
import dev.kubeecs.api.ecs.ServiceDeploymentLifecycleStage;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorProcess;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.operator.testing.ServiceDeployments;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceStatus;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Deployments of a service whose tasks tell a real Prometheus whether they fail, which a rule of
 * that Prometheus makes an alert. A minute of the operator under test is five seconds.
 */
@OperatorTest
@Isolated // it starts the operator with other settings
class AlarmedDeploymentIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void anAlertOfThePrometheusTakesDeploymentsBack(TestNamespace namespace, OperatorProcess operator)
      throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    ServiceDeployments deployments = new ServiceDeployments(namespace);
    manifests.defineEcho("hello", "failing 0");
    serve(manifests, "{alarms: {alarmNames: [Errors], enable: true, rollback: true}}");
    Awaitility.await("without a Prometheus the service is refused")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(service(namespace))
                    .isNotNull()
                    .satisfies(
                        status ->
                            assertThat(status.conditions())
                                .anyMatch(
                                    c -> c.getMessage().contains("kube-ecs.alarms.prometheus"))));
    try (RunningPrometheus prometheus = RunningPrometheus.apply(namespace)) {
      operator.restart(
          Map.of(
              "KUBE_ECS_ALARMS_PROMETHEUS",
              prometheus.address(),
              "KUBE_ECS_ALARMS_INTERVAL",
              "PT0.5S"));
      serve(
          manifests,
          "{alarms: {alarmNames: [Errors], enable: true, rollback: true}, bakeTimeInMinutes: 1}");
      EcsServiceDeploymentStatus first = deployments.awaitEnd("hello:1");
      assertThat(first.status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
      assertThat(first.alarms().status()).isEqualTo(MONITORING_COMPLETE);
      assertThat(Duration.between(first.bakingSince(), first.finishedAt()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(5));

      // Five minutes of baking would be the default.
      serve(manifests, "{alarms: {alarmNames: [Errors], enable: true, rollback: true}}");
      manifests.defineEcho("hello", "failing 1");
      assertTriggered(deployments.awaitEnd("hello:2"));
      assertBackAtTheFirst(namespace);
      assertThat(service(namespace).events())
          .extracting(event -> event.message())
          .anyMatch(message -> message.endsWith(") deployment failed: alarm detected."));

      // One that is in ALARM when a deployment begins would not be watched.
      Awaitility.await("the alert has gone with the tasks that failed")
          .atMost(PATIENCE)
          .until(() -> operator.metrics().contains("kube_ecs_alarms_firing 0.0"));
      serve(
          manifests,
          "{strategy: BLUE_GREEN, alarms: {alarmNames: [Errors], enable: true, rollback: true}}");
      manifests.defineEcho("hello", "failing 2");
      EcsServiceDeploymentStatus shift = deployments.awaitEnd("hello:3");
      assertTriggered(shift);
      assertThat(shift.lifecycleStage()).isNotEqualTo(ServiceDeploymentLifecycleStage.CLEAN_UP);
      assertBackAtTheFirst(namespace);
    }
  }

  private static void assertTriggered(EcsServiceDeploymentStatus undone) {
    assertThat(undone.status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(undone.statusReason())
        .isEqualTo("Service deployment rolled back because an alarm was detected.");
    ServiceDeploymentAlarms alarms = undone.alarms();
    assertThat(alarms.status()).isEqualTo(TRIGGERED);
    assertThat(alarms.triggeredAlarmNames()).containsExactly("Errors");
  }

  private static void assertBackAtTheFirst(TestNamespace namespace) {
    EcsServiceStatus status = service(namespace);
    assertThat(status.taskDefinition()).isEqualTo("hello:1");
    assertThat(status.runningCount()).isEqualTo(2);
  }

  private static EcsServiceStatus service(TestNamespace namespace) {
    return namespace.client().resources(EcsService.class).withName("hello").get().getStatus();
  }

  private static void serve(Manifests manifests, String deploymentConfiguration) {
    manifests.apply(
        "EcsService",
        "hello",
        """
        {taskDefinition: hello, desiredCount: 2, launchType: FARGATE, deploymentConfiguration: %s,
         networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}
        """
            .formatted(deploymentConfiguration));
  }
}
