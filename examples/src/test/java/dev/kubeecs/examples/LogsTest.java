package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What containers write by awslogs, read by the official AWS CLI. */
@KubeEcsTest
class LogsTest {

  private final KubeEcs kubeEcs;
  private final AwsCli aws;
  private final LogsOfTasks logs;
  private final KubernetesClient client;
  @TempDir private Path folder;

  LogsTest(KubeEcs kubeEcs, AwsCli aws, KubernetesClient client) {
    this.kubeEcs = kubeEcs;
    this.aws = aws;
    this.logs = new LogsOfTasks(aws);
    this.client = client;
  }

  @BeforeEach
  void aCluster() {
    aws.ecs("create-cluster", "--cluster-name", "demo");
  }

  @Test
  void linesAreFollowedWhileATaskRunsAndReadWhenItIsGone() throws Exception {
    logs.register(
        "echo out; echo err >&2; echo 'grüße, 世界 🚀'; head -c 40000 /dev/zero | tr '\\0' x; echo;"
            + " while true; do echo tick; sleep 0.2; done",
        Map.of());
    String task = logs.run();
    Path seen = folder.resolve("tail");
    await("the group is there").until(() -> !logs.groups().isEmpty());
    Process tail =
        aws.begin(seen, Checkout.file("examples/src/test/resources/tail.py"), LogsOfTasks.GROUP);
    try {
      await("whoever follows the group sees lines of a task that runs")
          .atMost(Duration.ofSeconds(60))
          .until(() -> count(Files.readString(seen), " tick") > 5);
    } finally {
      tail.destroy();
    }
    assertThat(Files.readString(seen)).contains(" out\n", " err\n", "grüße, 世界 🚀");

    aws.ecs("stop-task", "--cluster", "demo", "--task", task);
    aws.ecs("wait", "tasks-stopped", "--cluster", "demo", "--tasks", task);
    client.pods().inNamespace(aws.namespace()).withName(task).delete();
    await("the Pod is gone")
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.pods().inNamespace(aws.namespace()).withName(task).get() == null);

    List<String> lines = logs.lines(task);
    assertThat(lines.stream().filter(line -> !line.equals("tick")).toList())
        .containsExactlyInAnyOrder("out", "err", "grüße, 世界 🚀", "x".repeat(40_000));
    assertThat(logs.filtered("tick")).isEqualTo(lines.stream().filter("tick"::equals).count());
    assertThat(logs.filtered("-tick -xx")).isEqualTo(3);

    aws.logs("delete-log-group", "--log-group-name", LogsOfTasks.GROUP);
    assertThat(logs.groups()).isEmpty();
  }

  @Test
  void anyGatewayAnswersAndEventsOfManyLinesStayTogether() throws Exception {
    logs.register(
        "printf '[1] one\\n  at a\\n  at b\\n[2] two\\n'",
        Map.of("awslogs-multiline-pattern", "^\\["));
    String task = logs.run();
    aws.ecs("wait", "tasks-stopped", "--cluster", "demo", "--tasks", task);
    await("both events are stored")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                !logs.groups().isEmpty()
                    && !logs.streams().isEmpty()
                    && logs.lines(task).size() == 2);
    assertThat(logs.lines(task)).containsExactly("[1] one\n  at a\n  at b", "[2] two");

    try (Program second = kubeEcs.startAnotherGateway(Map.of())) {
      AwsCli there = new AwsCli(second.address(), aws.account());
      assertThat(there.logs("describe-log-groups").at("/logGroups/0/logGroupName").asText())
          .isEqualTo(LogsOfTasks.GROUP);
      there.logs("create-log-group", "--log-group-name", "made/there");
      assertThat(logs.groups()).containsExactly(LogsOfTasks.GROUP, "made/there");
    }
  }

  @Test
  void withoutItsGroupATaskFailsToStart() throws Exception {
    logs.register("sleep 60", Map.of("awslogs-create-group", "false"));
    String task = logs.run();
    aws.ecs("wait", "tasks-stopped", "--cluster", "demo", "--tasks", task);
    JsonNode stopped =
        aws.ecs("describe-tasks", "--cluster", "demo", "--tasks", task).at("/tasks/0");
    assertThat(stopped.get("stopCode").asText()).isEqualTo("TaskFailedToStart");
    assertThat(stopped.get("stoppedReason").asText())
        .startsWith("ResourceInitializationError")
        .contains("The specified log group does not exist.");

    aws.logs("create-log-group", "--log-group-name", LogsOfTasks.GROUP);
    String next = logs.run();
    aws.ecs("wait", "tasks-running", "--cluster", "demo", "--tasks", next);
  }

  @Test
  void retentionRemovesWhatIsOld() {
    aws.logs("create-log-group", "--log-group-name", LogsOfTasks.GROUP);
    aws.logs("create-log-stream", "--log-group-name", LogsOfTasks.GROUP, "--log-stream-name", "s");
    Instant now = Instant.now();
    put(now.minus(3, ChronoUnit.DAYS), "old");
    put(now, "new");
    assertThat(logs.events("s")).containsExactly("old", "new");
    aws.logs(
        "put-retention-policy", "--log-group-name", LogsOfTasks.GROUP, "--retention-in-days", "1");
    assertThat(logs.events("s")).containsExactly("new");
  }

  private void put(Instant time, String message) {
    aws.logs(
        "put-log-events",
        "--log-group-name",
        LogsOfTasks.GROUP,
        "--log-stream-name",
        "s",
        "--log-events",
        "timestamp=" + time.toEpochMilli() + ",message=" + message);
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.endsWith(part)).count();
  }
}
