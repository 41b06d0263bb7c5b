package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ECS Exec with the official AWS CLI and the official Session Manager plugin, on a terminal. */
@KubeEcsTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecuteCommandTest {

  private static final String PLUGIN =
      AwsCli.run(List.of(Checkout.file("scripts/session-manager-plugin").toString()), Map.of())
          .output()
          .strip();

  private final AwsCli aws;
  private final KubeEcs kubeEcs;
  private String task;

  ExecuteCommandTest(AwsCli aws, KubeEcs kubeEcs) {
    this.aws = aws;
    this.kubeEcs = kubeEcs;
  }

  @BeforeAll
  void runTask() {
    assertThat(PLUGIN).as("scripts/session-manager-plugin finds the plugin").isNotEmpty();
    aws.ecs("create-cluster", "--cluster-name", "demo");
    aws.ecs(
        "register-task-definition",
        "--family",
        "sleeper",
        "--container-definitions",
        """
        [{"name": "sleeper", "image": "busybox:1.36", "memory": 64, "stopTimeout": 2,
          "command": ["sleep", "3600"]}]
        """);
    task = running("--enable-execute-command");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "typing",
        "resizing",
        "full_screen",
        "ten_megabytes",
        "much_input",
        "command",
        "failures",
        "two_at_once",
        "broken_connection"
      })
  void aSessionIsAsAtAws(String scenario) {
    play(scenario, task);
  }

  @Test
  void aSessionEndsWithItsTask() {
    play("stopped_task", running("--enable-execute-command"));
  }

  @Test
  void aTaskThatHasNotEnabledItRefuses() {
    play("refused", running("--disable-execute-command"));
  }

  @Test
  void theTasksOfAServiceAreAsItSays() {
    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "sleepers",
        "--task-definition",
        "sleeper",
        "--desired-count",
        "1");
    play("refused", runningOfService());
    aws.ecs(
        "update-service",
        "--cluster",
        "demo",
        "--service",
        "sleepers",
        "--enable-execute-command",
        "--force-new-deployment");
    play("command", runningOfService());
  }

  @Test
  void theTaskTellsOfTheAgent() {
    JsonNode described =
        aws.ecs("describe-tasks", "--cluster", "demo", "--tasks", task).at("/tasks/0");
    assertThat(described.get("enableExecuteCommand").asBoolean()).isTrue();
    JsonNode agent = described.at("/containers/0/managedAgents/0");
    assertThat(agent.get("name").asText()).isEqualTo("ExecuteCommandAgent");
    assertThat(agent.get("lastStatus").asText()).isEqualTo("RUNNING");
  }

  /** Answered by one gateway, opened at another, which has less patience with idle sessions. */
  @Test
  void anyGatewayServesASessionAndEndsAnIdleOne() throws InterruptedException {
    try (Program impatient =
        kubeEcs.startAnotherGateway(Map.of("KUBE_ECS_SESSION_IDLE_TIMEOUT", "PT3S"))) {
      String sessions = impatient.address().toString().replaceFirst("http", "ws");
      try (Program first =
          kubeEcs.startAnotherGateway(Map.of("KUBE_ECS_SESSION_ENDPOINT", sessions))) {
        play(new AwsCli(first.address(), aws.account()), "idle", task);
      }
      assertThat(impatient.get("/q/metrics"))
          .contains("kube_ecs_gateway_open_sessions 0.0")
          .contains("kube_ecs_gateway_session_duration_seconds_count 1");
    }
  }

  private void play(String scenario, String onTask) {
    play(aws, scenario, onTask);
  }

  private static void play(AwsCli aws, String scenario, String onTask) {
    AwsCli.Result result =
        aws.pythonWith(
            PLUGIN,
            Checkout.file("examples/src/test/resources/terminal.py"),
            scenario,
            "demo",
            onTask);
    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    assertThat(result.output()).endsWith("done\n");
  }

  private String running(String option) {
    String arn =
        aws.ecs("run-task", "--cluster", "demo", "--task-definition", "sleeper", option)
            .at("/tasks/0/taskArn")
            .asText();
    aws.ecs("wait", "tasks-running", "--cluster", "demo", "--tasks", arn);
    return Tasks.lastPart(arn);
  }

  private String runningOfService() {
    aws.ecs("wait", "services-stable", "--cluster", "demo", "--services", "sleepers");
    return Tasks.lastPart(
        aws.ecs("list-tasks", "--cluster", "demo", "--service-name", "sleepers")
            .at("/taskArns/0")
            .asText());
  }
}
