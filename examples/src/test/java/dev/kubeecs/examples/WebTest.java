package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** nginx in front of a Python application, two containers in one task. */
@KubeEcsTest
class WebTest {

  @Test
  void bothContainersServeOneRequest(AwsCli aws, KubernetesClient client) {
    aws.ecs("create-cluster", "--cluster-name", "demo");
    aws.ecs(
        "register-task-definition",
        "--cli-input-json",
        "file://" + Checkout.file("examples/web/task-definition.json"));
    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "web",
        "--task-definition",
        "web",
        "--desired-count",
        "2",
        "--launch-type",
        "FARGATE",
        "--network-configuration",
        "awsvpcConfiguration={subnets=[subnet-default]}");
    aws.ecs("wait", "services-stable", "--cluster", "demo", "--services", "web");
    for (String arn : Tasks.of(aws, "demo", "web")) {
      JsonNode task = aws.ecs("describe-tasks", "--cluster", "demo", "--tasks", arn).at("/tasks/0");
      assertThat(task.get("containers"))
          .hasSize(2)
          .allMatch(c -> c.get("lastStatus").asText().equals("RUNNING"));
      // Python may listen a moment after its container runs: nginx answers 502 until then
      Awaitility.await("the application answers through nginx")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(Tasks.get(client, aws, task, 80, "/greet").body())
                      .contains(
                          "\"greeting\": \"hello from two containers\"", "\"path\": \"/greet\""));
    }
  }
}
