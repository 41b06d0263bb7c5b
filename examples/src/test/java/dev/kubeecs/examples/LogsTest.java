package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What containers write by awslogs, read by the official AWS CLI. */
@KubeEcsTest
class LogsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NETWORK = "awsvpcConfiguration={subnets=[subnet-default]}";
  private static final String GROUP = "/ecs/demo";

  private final KubeEcs kubeEcs;
  private final AwsCli aws;
  private final KubernetesClient client;
  @TempDir private Path folder;

  LogsTest(KubeEcs kubeEcs, AwsCli aws, KubernetesClient client) {
    this.kubeEcs = kubeEcs;
    this.aws = aws;
    this.client = client;
  }

  @BeforeEach
  void aCluster() {
    aws.ecs("create-cluster", "--cluster-name", "demo");
  }

  @Test
  void linesAreFollowedWhileATaskRunsAndReadWhenItIsGone() throws Exception {
    register(
        "echo out; echo err >&2; echo 'grüße, 世界 🚀'; head -c 40000 /dev/zero | tr '\\0' x; echo;"
            + " while true; do echo tick; sleep 0.2; done",
        Map.of());
    String task = run();
    Path seen = folder.resolve("tail");
    await("the group is there").until(() -> !groups().isEmpty());
    Process tail = aws.begin(seen, Checkout.file("examples/src/test/resources/tail.py"), GROUP);
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

    List<String> lines = lines(task);
    assertThat(lines.stream().filter(line -> !line.equals("tick")).toList())
        .containsExactlyInAnyOrder("out", "err", "grüße, 世界 🚀", "x".repeat(40_000));
    assertThat(filtered("tick")).isEqualTo(lines.stream().filter("tick"::equals).count());
    assertThat(filtered("-tick -xx")).isEqualTo(3);

    aws.logs("delete-log-group", "--log-group-name", GROUP);
    assertThat(groups()).isEmpty();
  }

  @Test
  void nothingIsLostOrDoubledWhenTheGatewayDies() throws Exception {
    int count = 400;
    register(
        "i=0; while [ $i -lt " + count + " ]; do i=$((i+1)); echo line $i; sleep 0.03; done",
        Map.of());
    String task = run();
    await("some lines are stored")
        .atMost(Duration.ofSeconds(30))
        .until(() -> !groups().isEmpty() && !streams().isEmpty() && lines(task).size() > 50);
    for (int kills = 0; kills < 2; kills++) {
      kubeEcs.gateway().kill();
      kubeEcs.gateway().start();
    }
    aws.ecs("wait", "tasks-stopped", "--cluster", "demo", "--tasks", task);
    await("all lines are stored")
        .atMost(Duration.ofSeconds(30))
        .until(() -> lines(task).contains("line " + count));
    assertThat(lines(task))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void anyGatewayAnswersAndEventsOfManyLinesStayTogether() throws Exception {
    register(
        "printf '[1] one\\n  at a\\n  at b\\n[2] two\\n'",
        Map.of("awslogs-multiline-pattern", "^\\["));
    String task = run();
    aws.ecs("wait", "tasks-stopped", "--cluster", "demo", "--tasks", task);
    await("both events are stored")
        .atMost(Duration.ofSeconds(30))
        .until(() -> !groups().isEmpty() && !streams().isEmpty() && lines(task).size() == 2);
    assertThat(lines(task)).containsExactly("[1] one\n  at a\n  at b", "[2] two");

    try (Program second = kubeEcs.startAnotherGateway(Map.of())) {
      AwsCli there = new AwsCli(second.address(), aws.account());
      assertThat(there.logs("describe-log-groups").at("/logGroups/0/logGroupName").asText())
          .isEqualTo(GROUP);
      there.logs("create-log-group", "--log-group-name", "made/there");
      assertThat(groups()).containsExactly(GROUP, "made/there");
    }
  }

  @Test
  void withoutItsGroupATaskFailsToStart() throws Exception {
    register("sleep 60", Map.of("awslogs-create-group", "false"));
    String task = run();
    aws.ecs("wait", "tasks-stopped", "--cluster", "demo", "--tasks", task);
    JsonNode stopped =
        aws.ecs("describe-tasks", "--cluster", "demo", "--tasks", task).at("/tasks/0");
    assertThat(stopped.get("stopCode").asText()).isEqualTo("TaskFailedToStart");
    assertThat(stopped.get("stoppedReason").asText())
        .startsWith("ResourceInitializationError")
        .contains("The specified log group does not exist.");

    aws.logs("create-log-group", "--log-group-name", GROUP);
    String next = run();
    aws.ecs("wait", "tasks-running", "--cluster", "demo", "--tasks", next);
  }

  @Test
  void retentionRemovesWhatIsOld() {
    aws.logs("create-log-group", "--log-group-name", GROUP);
    aws.logs("create-log-stream", "--log-group-name", GROUP, "--log-stream-name", "s");
    Instant now = Instant.now();
    put(now.minus(3, ChronoUnit.DAYS), "old");
    put(now, "new");
    assertThat(events("s")).containsExactly("old", "new");
    aws.logs("put-retention-policy", "--log-group-name", GROUP, "--retention-in-days", "1");
    assertThat(events("s")).containsExactly("new");
  }

  private void put(Instant time, String message) {
    aws.logs(
        "put-log-events",
        "--log-group-name",
        GROUP,
        "--log-stream-name",
        "s",
        "--log-events",
        "timestamp=" + time.toEpochMilli() + ",message=" + message);
  }

  private void register(String script, Map<String, String> options) throws IOException {
    Map<String, String> all =
        new LinkedHashMap<>(
            Map.of(
                "awslogs-group",
                GROUP,
                "awslogs-region",
                AwsCli.REGION,
                "awslogs-stream-prefix",
                "test",
                "awslogs-create-group",
                "true"));
    all.putAll(options);
    Map<String, Object> container =
        Map.of(
            "name",
            "job",
            "image",
            "busybox:1.36",
            "command",
            List.of("sh", "-c", script),
            "logConfiguration",
            Map.of("logDriver", "awslogs", "options", all));
    aws.ecs(
        "register-task-definition",
        "--family",
        "job",
        "--requires-compatibilities",
        "FARGATE",
        "--network-mode",
        "awsvpc",
        "--cpu",
        "256",
        "--memory",
        "512",
        "--container-definitions",
        JSON.writeValueAsString(List.of(container)));
  }

  private String run() {
    return Tasks.lastPart(
        aws.ecs(
                "run-task",
                "--cluster",
                "demo",
                "--task-definition",
                "job",
                "--launch-type",
                "FARGATE",
                "--network-configuration",
                NETWORK)
            .at("/tasks/0/taskArn")
            .asText());
  }

  private List<String> groups() {
    return aws.logs("describe-log-groups").get("logGroups").findValuesAsText("logGroupName");
  }

  private List<String> streams() {
    return aws.logs("describe-log-streams", "--log-group-name", GROUP)
        .get("logStreams")
        .findValuesAsText("logStreamName");
  }

  private List<String> lines(String task) {
    return events("test/job/" + task);
  }

  /** Every event of a stream, by pages, as scripts read them: until a token is answered again. */
  private List<String> events(String stream) {
    List<String> lines = new ArrayList<>();
    List<String> first =
        List.of(
            "get-log-events",
            "--log-group-name",
            GROUP,
            "--log-stream-name",
            stream,
            "--start-from-head",
            "--limit",
            "300");
    String token = "";
    while (true) {
      List<String> command = new ArrayList<>(first);
      if (!token.isEmpty()) {
        command.addAll(List.of("--next-token", token));
      }
      JsonNode page = aws.logs(command.toArray(String[]::new));
      lines.addAll(page.get("events").findValuesAsText("message"));
      String next = page.get("nextForwardToken").asText();
      if (next.equals(token)) {
        return lines;
      }
      token = next;
    }
  }

  private long filtered(String pattern) {
    return aws.logs("filter-log-events", "--log-group-name", GROUP, "--filter-pattern", pattern)
        .get("events")
        .size();
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.endsWith(part)).count();
  }
}
