package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorProcess;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Deployments that fail, side by side, on a cluster that runs containers: the circuit breaker gives
 * each up and the service goes back to what it ran before.
 */
@Isolated
@OperatorTest
class FailedDeploymentIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String SLEEP = "trap 'exit 0' TERM; sleep 3600 & wait";
  private static final String BREAKER =
      "deploymentConfiguration: {deploymentCircuitBreaker: {enable: true, rollback: true}}";

  /**
   * A deployment that fails.
   *
   * @param service the service's and the family's name
   * @param works its container as it works
   * @param fails its container in the next revision
   * @param more members of the service, in YAML
   * @param stopped what the tasks of that revision are stopped with
   * @param event a service event that tells of one of them
   */
  record Failure(
      String service, String works, String fails, String more, String stopped, String event) {}

  private static final List<Failure> FAILURES =
      List.of(
          new Failure(
              "bad-image",
              "{name: web, image: \"busybox:1.36\", command: [sh, -c, \"%s\"]}".formatted(SLEEP),
              "{name: web, image: \"busybox:no-such-tag\", command: [sh, -c, \"%s\"]}"
                  .formatted(SLEEP),
              "desiredCount: 3",
              "CannotPullContainerError: .*",
              "has started [13] tasks: .*"),
          new Failure(
              "crash-loop",
              "{name: web, image: \"busybox:1.36\", command: [sh, -c, \"%s\"]}".formatted(SLEEP),
              "{name: web, image: \"busybox:1.36\", command: [sh, -c, exit 1]}",
              "desiredCount: 2",
              "Essential container in task exited",
              "has started [12] tasks: .*"),
          new Failure(
              "container-health",
              ("{name: web, image: \"busybox:1.36\", command: [sh, -c, \"touch /tmp/well; %s\"],"
                      + " healthCheck: {command: [CMD, test, -f, /tmp/well], interval: 5}}")
                  .formatted(SLEEP),
              ("{name: web, image: \"busybox:1.36\", command: [sh, -c, \"%s\"],"
                      + " healthCheck: {command: [CMD, test, -f, /tmp/well], interval: 5, retries:"
                      + " 1}}")
                  .formatted(SLEEP),
              "desiredCount: 2",
              "Task failed container health checks",
              "\\(task [0-9a-f]{32}\\) failed container health checks\\."),
          new Failure(
              "target-health",
              "{name: web, image: \"hashicorp/http-echo:1.0\", command: [\"-text=one\"],"
                  + " portMappings: [{containerPort: 5678}]}",
              "{name: web, image: \"hashicorp/http-echo:1.0\", command: [\"-text=two\","
                  + " \"-listen=:5679\"], portMappings: [{containerPort: 5678}]}",
              "desiredCount: 2\n"
                  + "loadBalancers: [{targetGroupArn: Web, containerName: web, containerPort:"
                  + " 5678}]",
              "Task failed ELB health checks in \\(target-group .*/Web/[0-9a-f]{16}\\)",
              "\\(task [0-9a-f]{32}\\) \\(port 5678\\) is unhealthy in \\(target-group .*\\) due to"
                  + " \\(reason .*\\)\\."));

  @TestFactory
  Stream<DynamicTest> theServiceGoesBack(TestNamespace namespace, OperatorProcess operator) {
    // As in production: a task that runs for a moment must not count as healthy.
    operator.restart(Map.of("KUBE_ECS_SERVICE_HEALTHY_AFTER", "PT40S"));
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.apply(
        "TargetGroup",
        "web",
        """
        {name: Web, targetType: ip, port: 80, healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2,
         healthyThresholdCount: 2, unhealthyThresholdCount: 2, attributes: [{key: deregistration_delay.timeout_seconds, value: "0"}]}
        """);
    manifests.apply("LoadBalancer", "web", "{}");
    manifests.apply(
        "Listener",
        "web-80",
        "{loadBalancer: web, protocol: HTTP, port: 80, defaultActions: [{type: forward, targetGroupArn: Web}]}");
    for (Failure failure : FAILURES) {
      manifests.define(failure.service(), "- " + failure.works());
      manifests.apply(
          "EcsService",
          failure.service(),
          """
          taskDefinition: %s
          launchType: FARGATE
          networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}
          %s
          %s
          """
              .formatted(failure.service(), BREAKER, failure.more()));
    }
    FAILURES.forEach(failure -> awaitCompleted(namespace, failure.service()));
    FAILURES.forEach(failure -> manifests.define(failure.service(), "- " + failure.fails()));
    return FAILURES.stream()
        .map(
            failure ->
                DynamicTest.dynamicTest(failure.service(), () -> goesBack(namespace, failure)));
  }

  private static void goesBack(TestNamespace namespace, Failure failure) {
    String name = failure.service();
    EcsServiceDeploymentStatus rollout =
        Awaitility.await(name + " is rolled back")
            .atMost(PATIENCE)
            .until(
                () -> failed(namespace, name),
                status ->
                    status != null
                        && status.status() == ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    String bad = digits(rollout.targetServiceRevision().arn());
    String good = digits(rollout.rollback().serviceRevisionArn());
    assertThat(rollout.statusReason())
        .isEqualTo(
            "Service deployment rolled back because the circuit breaker threshold was exceeded.");
    assertThat(rollout.rollback().reason()).isEqualTo(rollout.statusReason());
    assertThat(rollout.rollback().startedAt()).isBetween(rollout.startedAt(), rollout.finishedAt());
    assertThat(rollout.deploymentCircuitBreaker().status())
        .isEqualTo(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED);
    assertThat(rollout.deploymentCircuitBreaker().threshold()).isEqualTo(3);
    assertThat(rollout.deploymentCircuitBreaker().failureCount()).isBetween(3, 4);

    EcsServiceStatus service = awaitCompleted(namespace, name);
    assertThat(service.taskDefinition()).isEqualTo(name + ":1");
    Deployment primary = service.deployments().getFirst();
    assertThat(primary.id()).isEqualTo("ecs-svc/" + good);
    assertThat(primary.rolloutStateReason())
        .isEqualTo("ECS deployment ecs-svc/" + good + " completed.");

    String prefix = "(service " + name + ") ";
    List<String> events =
        service.events().reversed().stream().map(event -> event.message()).toList();
    assertThat(events)
        .containsSubsequence(
            prefix + "(deployment ecs-svc/" + bad + ") deployment failed: tasks failed to start.",
            prefix + "rolling back to deployment ecs-svc/" + good + ".",
            prefix + "(deployment ecs-svc/" + good + ") deployment completed.",
            prefix + "has reached a steady state.")
        .anyMatch(event -> event.matches(Pattern.quote(prefix) + failure.event()));
    assertThat(namespace.client().v1().events().list().getItems())
        .filteredOn(event -> name.equals(event.getInvolvedObject().getName()))
        .extracting(Event::getReason, Event::getType)
        .contains(tuple("DeploymentFailed", "Warning"), tuple("RollingBack", "Warning"));

    List<EcsTask> tasks = tasks(namespace, name);
    assertThat(tasks)
        .filteredOn(task -> task.getSpec().startedBy().equals("ecs-svc/" + bad))
        .extracting(FailedDeploymentIT::reason)
        .filteredOn(reason -> reason.matches(failure.stopped()))
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(tasks)
        .filteredOn(task -> task.getSpec().startedBy().equals("ecs-svc/" + good))
        .as("none of the tasks that worked was replaced")
        .allMatch(task -> task.getStatus().stoppedAt() == null);
  }

  private static EcsServiceStatus awaitCompleted(TestNamespace namespace, String service) {
    return Awaitility.await(service + " is completed and steady")
        .atMost(PATIENCE)
        .until(
            () ->
                namespace.client().resources(EcsService.class).withName(service).get().getStatus(),
            status ->
                status != null
                    && asEmpty(status.deployments()).size() == 1
                    && status.deployments().getFirst().rolloutState()
                        == DeploymentRolloutState.COMPLETED
                    && status.runningCount().equals(status.desiredCount())
                    && status.events().getFirst().message().endsWith("steady state."));
  }

  private static EcsServiceDeploymentStatus failed(TestNamespace namespace, String service) {
    return namespace.client().resources(EcsServiceDeployment.class).list().getItems().stream()
        .filter(rollout -> rollout.getSpec().service().equals(service))
        .map(EcsServiceDeployment::getStatus)
        .filter(Objects::nonNull)
        .filter(status -> status.rollback() != null)
        .findFirst()
        .orElse(null);
  }

  private static List<EcsTask> tasks(TestNamespace namespace, String service) {
    return namespace.client().resources(EcsTask.class).list().getItems().stream()
        .filter(task -> ("service:" + service).equals(task.getSpec().group()))
        .toList();
  }

  private static String reason(EcsTask task) {
    return Objects.requireNonNullElse(task.getStatus().stoppedReason(), "");
  }

  private static String digits(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
