package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Either program may die at any time. */
@Isolated
@KubeEcsTest
class RestartTest {

  private static final String HELLO =
      "file://" + Checkout.file("examples/hello/task-definition.json");

  private final KubeEcs kubeEcs;
  private final AwsCli aws;
  private final KubernetesClient client;
  private boolean operatorIsDead;
  private boolean gatewayIsDead;

  RestartTest(KubeEcs kubeEcs, AwsCli aws, KubernetesClient client) {
    this.kubeEcs = kubeEcs;
    this.aws = aws;
    this.client = client;
  }

  @BeforeEach
  void aStableService() {
    aws.ecs("create-cluster", "--cluster-name", "demo");
    aws.ecs("register-task-definition", "--cli-input-json", HELLO);
    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "hello",
        "--task-definition",
        "hello",
        "--desired-count",
        "3",
        "--launch-type",
        "FARGATE",
        "--network-configuration",
        "awsvpcConfiguration={subnets=[subnet-default]}");
    stable();
  }

  @AfterEach
  void bothAreUpAgain() {
    if (operatorIsDead) {
      kubeEcs.operator().start();
    }
    if (gatewayIsDead) {
      kubeEcs.gateway().start();
    }
  }

  @Test
  void aRolloutSurvivesTheOperator() {
    aws.ecs("register-task-definition", "--cli-input-json", HELLO);
    Set<String> before = podUids();
    aws.ecs(
        "update-service",
        "--cluster",
        "demo",
        "--service",
        "hello",
        "--task-definition",
        "hello:2");
    Awaitility.await("the rollout has begun")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !before.containsAll(podUids()));
    kubeEcs.operator().kill();
    operatorIsDead = true;
    assertThat(runningPods()).hasSizeGreaterThanOrEqualTo(3);

    kubeEcs.operator().start();
    operatorIsDead = false;
    stable();
    List<String> tasks = Tasks.of(aws, "demo", "hello");
    assertThat(tasks).hasSize(3).doesNotHaveDuplicates();
    assertThat(runningPods()).hasSize(3);
    for (String task : tasks) {
      assertThat(describe(task).get("taskDefinitionArn").asText()).endsWith("hello:2");
    }
  }

  @Test
  void aTaskThatEndedWhileTheOperatorWasAwayIsRecorded() {
    aws.ecs(
        "register-task-definition",
        "--cli-input-json",
        "file://" + Checkout.file("examples/batch/task-definition.json"));
    String task =
        Tasks.run(
            aws,
            "demo",
            "batch",
            "--overrides",
            "{\"containerOverrides\":[{\"name\":\"job\",\"command\":[\"sh\",\"-c\",\"sleep 3; exit 9\"]}]}");
    Awaitility.await("the task runs")
        .atMost(Duration.ofSeconds(30))
        .until(() -> describe(task).get("lastStatus").asText().equals("RUNNING"));
    kubeEcs.operator().kill();
    operatorIsDead = true;
    Awaitility.await("the container has ended")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                client
                        .pods()
                        .inNamespace(aws.namespace())
                        .withName(Tasks.lastPart(task))
                        .get()
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getTerminated()
                    != null);
    client.pods().inNamespace(aws.namespace()).withName(Tasks.lastPart(task)).delete();
    kubeEcs.operator().start();
    operatorIsDead = false;
    Awaitility.await("its end is recorded")
        .atMost(Duration.ofSeconds(30))
        .until(() -> describe(task).get("lastStatus").asText().equals("STOPPED"));
    assertThat(describe(task).at("/containers/0/exitCode").asInt()).isEqualTo(9);
  }

  @Test
  void theGatewayMayDieWithoutTheTasksNoticing() {
    Set<String> before = podUids();
    aws.ecs("update-service", "--cluster", "demo", "--service", "hello", "--desired-count", "4");
    kubeEcs.gateway().kill();
    gatewayIsDead = true;
    Awaitility.await("the accepted write is carried out all the same")
        .atMost(Duration.ofSeconds(30))
        .until(() -> runningPods().size() == 4);
    assertThat(podUids()).containsAll(before);
    kubeEcs.gateway().start();
    gatewayIsDead = false;
    stable();
    assertThat(Tasks.of(aws, "demo", "hello")).hasSize(4);
  }

  private void stable() {
    aws.ecs("wait", "services-stable", "--cluster", "demo", "--services", "hello");
  }

  private JsonNode describe(String task) {
    return aws.ecs("describe-tasks", "--cluster", "demo", "--tasks", task).at("/tasks/0");
  }

  private List<Pod> runningPods() {
    return client.pods().inNamespace(aws.namespace()).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> pod.getStatus().getPhase().equals("Running"))
        .toList();
  }

  private Set<String> podUids() {
    return client.pods().inNamespace(aws.namespace()).list().getItems().stream()
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }
}
