package dev.kubeecs.examples;

import static dev.kubeecs.examples.Tasks.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The hands-on lab, as a user types it, with the official AWS CLI. */
@KubeEcsTest
class HandsOnLabTest {

  private static final String NETWORK =
      "awsvpcConfiguration={subnets=[subnet-default],securityGroups=[sg-tasks]}";
  private static final String HELLO =
      "file://" + Checkout.file("examples/hello/task-definition.json");

  @Test
  void aServiceFromCreationToDeletion(AwsCli aws, KubernetesClient client) throws Exception {
    JsonNode cluster = aws.ecs("create-cluster", "--cluster-name", "demo").get("cluster");
    assertThat(cluster.get("status").asText()).isEqualTo("ACTIVE");
    assertThat(cluster.get("clusterArn").asText())
        .isEqualTo("arn:aws:ecs:us-east-1:" + aws.account() + ":cluster/demo");

    JsonNode definition =
        aws.ecs("register-task-definition", "--cli-input-json", HELLO).get("taskDefinition");
    assertThat(definition.get("revision").asInt()).isEqualTo(1);

    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "hello",
        "--task-definition",
        "hello:1",
        "--desired-count",
        "2",
        "--launch-type",
        "FARGATE",
        "--network-configuration",
        NETWORK);
    stable(aws);
    assertThat(Tasks.of(aws, "demo", "hello")).hasSize(2);

    for (JsonNode task : describeTasks(aws)) {
      assertThat(task.get("lastStatus").asText()).isEqualTo("RUNNING");
      assertThat(task.get("startedBy").asText()).startsWith("ecs-svc/");
      assertThat(task.get("group").asText()).isEqualTo("service:hello");
      assertThat(Tasks.get(client, aws, task, 80, "/").statusCode()).isEqualTo(200);
    }
    JsonNode service = describeService(aws);
    assertThat(service.get("runningCount").asInt()).isEqualTo(2);
    assertThat(service.get("deployments")).hasSize(1);
    assertThat(service.at("/deployments/0/rolloutState").asText()).isEqualTo("COMPLETED");
    assertThat(service.get("events").findValuesAsText("message"))
        .contains("(service hello) has reached a steady state.");

    updateNeverFallsBelowTheMinimum(aws, client);
    scale(aws, 4);
    scale(aws, 1);
    aStoppedTaskIsReplaced(aws);

    aws.ecs("delete-service", "--cluster", "demo", "--service", "hello", "--force");
    aws.ecs("wait", "services-inactive", "--cluster", "demo", "--services", "hello");
    assertThat(describeService(aws).get("status").asText()).isEqualTo("INACTIVE");
    Awaitility.await("no task is left")
        .atMost(Duration.ofMinutes(1))
        .until(() -> texts(aws.ecs("list-tasks", "--cluster", "demo").get("taskArns")).isEmpty());
    JsonNode deleted = aws.ecs("delete-cluster", "--cluster", "demo").get("cluster");
    assertThat(deleted.get("status").asText()).isEqualTo("INACTIVE");
  }

  private static void updateNeverFallsBelowTheMinimum(AwsCli aws, KubernetesClient client) {
    JsonNode second =
        aws.ecs("register-task-definition", "--cli-input-json", HELLO).get("taskDefinition");
    assertThat(second.get("revision").asInt()).isEqualTo(2);
    try (ReadyPods pods = ReadyPods.watch(client, aws.namespace())) {
      JsonNode updated =
          aws.ecs(
                  "update-service",
                  "--cluster",
                  "demo",
                  "--service",
                  "hello",
                  "--task-definition",
                  "hello:2")
              .get("service");
      assertThat(updated.at("/deployments/0/status").asText()).isEqualTo("PRIMARY");
      assertThat(updated.at("/deployments/0/taskDefinition").asText())
          .endsWith("task-definition/hello:2");
      assertThat(updated.get("deployments")).hasSizeGreaterThan(1);
      stable(aws);
      assertThat(pods.fewest())
          .as("ready Pods at any time during the rollout")
          .isGreaterThanOrEqualTo(2);
    }
    assertThat(describeTasks(aws))
        .hasSize(2)
        .allMatch(task -> task.get("taskDefinitionArn").asText().endsWith("hello:2"));
  }

  private static void scale(AwsCli aws, int desired) {
    aws.ecs(
        "update-service",
        "--cluster",
        "demo",
        "--service",
        "hello",
        "--desired-count",
        Integer.toString(desired));
    stable(aws);
    assertThat(Tasks.of(aws, "demo", "hello")).hasSize(desired);
  }

  private static void aStoppedTaskIsReplaced(AwsCli aws) {
    String task = Tasks.of(aws, "demo", "hello").getFirst();
    aws.ecs("stop-task", "--cluster", "demo", "--task", task, "--reason", "the lab says so");
    aws.ecs("wait", "tasks-stopped", "--cluster", "demo", "--tasks", task);
    JsonNode stopped =
        aws.ecs("describe-tasks", "--cluster", "demo", "--tasks", task).at("/tasks/0");
    assertThat(stopped.get("stopCode").asText()).isEqualTo("UserInitiated");
    assertThat(stopped.get("stoppedReason").asText()).isEqualTo("the lab says so");
    stable(aws);
    List<String> tasks = Tasks.of(aws, "demo", "hello");
    assertThat(tasks).hasSize(1).doesNotContain(task);
  }

  private static void stable(AwsCli aws) {
    aws.ecs("wait", "services-stable", "--cluster", "demo", "--services", "hello");
  }

  private static JsonNode describeService(AwsCli aws) {
    return aws.ecs("describe-services", "--cluster", "demo", "--services", "hello")
        .at("/services/0");
  }

  private static JsonNode describeTasks(AwsCli aws) {
    String[] tasks = Tasks.of(aws, "demo", "hello").toArray(String[]::new);
    String[] command = new String[tasks.length + 4];
    System.arraycopy(
        new String[] {"describe-tasks", "--cluster", "demo", "--tasks"}, 0, command, 0, 4);
    System.arraycopy(tasks, 0, command, 4, tasks.length);
    return aws.ecs(command).get("tasks");
  }
}
