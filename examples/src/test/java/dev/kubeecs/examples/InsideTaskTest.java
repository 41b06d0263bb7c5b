package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.localcluster.TestCluster;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/** What containers are told and given, by a gateway that checks signatures and rights. */
@Isolated // the containers of the whole cluster are led to its gateway
@KubeEcsTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InsideTaskTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private StrictGateway gateway;
  private AwsCli aws;
  private JsonNode task;
  private JsonNode seen;

  @BeforeAll
  void begin(KubeEcs kubeEcs, TestCluster cluster) {
    gateway = StrictGateway.start(kubeEcs, cluster);
    aws = gateway.aws();
    gateway.role(
        "reader", "list ecsclusters", "get ecstasks/protection", "update ecstasks/protection");
    aws.ecs("create-cluster", "--cluster-name", "demo");
    register("with-role", gateway.roleArn("reader"), "everything");
    register("without-role", null, "neighbour");
    register("missing-role", gateway.roleArn("missing"), "nothing");
    register("protected", gateway.roleArn("reader"), "protect");
    String arn = run("with-role");
    seen = said(arn, 0);
    task =
        aws.ecs("describe-tasks", "--cluster", "demo", "--include", "TAGS", "--tasks", arn)
            .at("/tasks/0");
  }

  @AfterAll
  void end() throws InterruptedException {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void theTaskIsThatOfDescribeTasks() {
    JsonNode metadata = seen.at("/metadata/task");
    assertThat(metadata.get("TaskARN")).isEqualTo(task.get("taskArn"));
    assertThat(metadata.get("Cluster")).isEqualTo(task.get("clusterArn"));
    assertThat(metadata.get("Family").asText()).isEqualTo("with-role");
    assertThat(metadata.get("Revision").asText()).isEqualTo("1");
    assertThat(metadata.get("KnownStatus").asText()).isEqualTo("RUNNING");
    assertThat(metadata.get("DesiredStatus")).isEqualTo(task.get("desiredStatus"));
    assertThat(metadata.get("LaunchType")).isEqualTo(task.get("launchType"));
    assertThat(metadata.get("AvailabilityZone")).isEqualTo(task.get("availabilityZone"));
    assertThat(metadata.at("/Limits/CPU").asDouble()).isEqualTo(0.25);
    assertThat(metadata.at("/Limits/Memory").asInt()).isEqualTo(256);
    assertThat(metadata.has("TaskTags")).isFalse();
    assertThat(seen.at("/metadata/taskWithTags/TaskTags/team").asText()).isEqualTo("shop");
    assertThat(metadata.get("Containers")).hasSize(2);
  }

  @Test
  void theContainerIsTheOneThatAsks() {
    JsonNode container = seen.at("/metadata/container");
    JsonNode described = container("inside");
    assertThat(container.get("Name").asText()).isEqualTo("inside");
    assertThat(container.get("ContainerARN")).isEqualTo(described.get("containerArn"));
    assertThat(container.get("DockerId")).isEqualTo(described.get("runtimeId"));
    assertThat(container.get("Image")).isEqualTo(described.get("image"));
    assertThat(container.get("ImageID")).isEqualTo(described.get("imageDigest"));
    assertThat(container.get("KnownStatus").asText()).isEqualTo("RUNNING");
    assertThat(container.at("/Limits/Memory").asInt()).isEqualTo(200);
    assertThat(container.get("StartedAt").asText()).endsWith("Z");
    assertThat(container.at("/Networks/0/NetworkMode").asText()).isEqualTo("awsvpc");
    assertThat(container.at("/Networks/0/IPv4Addresses/0").asText()).isEqualTo(Tasks.address(task));
    assertThat(container.at("/Labels/com.amazonaws.ecs.task-arn")).isEqualTo(task.get("taskArn"));
    assertThat(container.at("/Labels/team").asText()).isEqualTo("docker-label");
    assertThat(seen.at("/metadata/v3/DockerId")).isEqualTo(container.get("DockerId"));
  }

  @Test
  void statisticsAreMeasured() {
    JsonNode stats = seen.at("/metadata/stats");
    String id = container("inside").get("runtimeId").asText();
    assertThat(stats.get("id").asText()).isEqualTo(id);
    assertThat(stats.at("/memory_stats/usage").asLong()).isBetween(1L << 20, 200L << 20);
    assertThat(stats.at("/memory_stats/limit").asLong()).isEqualTo(200L << 20);
    long used = stats.at("/cpu_stats/cpu_usage/total_usage").asLong();
    assertThat(used).isPositive();
    assertThat(stats.at("/precpu_stats/cpu_usage/total_usage").asLong()).isBetween(0L, used);
    assertThat(
            stats.at("/cpu_stats/system_cpu_usage").asLong()
                - stats.at("/precpu_stats/system_cpu_usage").asLong())
        .isCloseTo(stats.at("/cpu_stats/online_cpus").asLong() * 1_000_000_000, within(1_000_000L));
    assertThat(stats.at("/networks/eth0/rx_bytes").asLong()).isPositive();
    assertThat(seen.at("/metadata/taskStats").has(id)).isTrue();
  }

  @Test
  void whatIsNotThereOrOnlyGuessedIsNotFound() {
    assertThat(seen.at("/metadata/absent").asInt()).isEqualTo(404);
    assertThat(seen.at("/metadata/guessed").asInt()).isEqualTo(404);
  }

  @Test
  void boto3HasTheRightsOfTheRoleAndNoOthers() {
    JsonNode calls = seen.get("calls");
    assertThat(calls.get("method").asText()).isEqualTo("container-role");
    assertThat(calls.get("role").asText()).isEqualTo(gateway.roleArn("reader"));
    assertThat(calls.get("list-clusters").asText()).isEqualTo("allowed");
    assertThat(calls.get("create-cluster").asText()).isEqualTo("AccessDeniedException");
    assertThat(calls.get("forged").asText()).isEqualTo("UnrecognizedClientException");
  }

  @Test
  void credentialsEndAndAreRenewed() {
    JsonNode calls = seen.get("calls");
    assertThat(calls.get("kept").asText()).isEqualTo("allowed");
    assertThat(calls.get("expired").asText()).isEqualTo("ExpiredTokenException");
    assertThat(calls.get("renewed").asText()).isEqualTo("allowed");
  }

  @Test
  void anotherTaskIsRefusedAndATaskWithoutARoleHasNoCredentials() {
    JsonNode neighbour =
        said(run("without-role", Map.of("VICTIM", seen.get("environment").toString())), 0);
    assertThat(Tasks.texts(JSON.valueToTree(names(neighbour.get("environment")))))
        .contains("ECS_CONTAINER_METADATA_URI_V4", "ECS_AGENT_URI", "AWS_EXECUTION_ENV")
        .doesNotContain("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_ENDPOINT_URL");
    JsonNode answers = neighbour.get("neighbour");
    assertThat(answers.get("metadata").asInt()).isEqualTo(404);
    assertThat(answers.get("credentials").asInt()).isEqualTo(400);
    assertThat(answers.get("protection").asInt()).isEqualTo(404);
    assertThat(answers.at("/own/0").asInt()).isEqualTo(404);
    assertThat(answers.at("/own/1").has("AccessKeyId")).isFalse();
  }

  @Test
  void aTaskInTheNetworkOfItsNodeIsServedToo() {
    aws.ecs(
        "register-task-definition",
        "--cli-input-json",
        gateway.taskDefinition("on-host", "host", "task"));
    JsonNode started =
        aws.ecs("run-task", "--cluster", "demo", "--task-definition", "on-host", "--count", "1");
    String arn = started.at("/tasks/0/taskArn").asText();
    JsonNode metadata = said(arn, 0).get("task");
    assertThat(metadata.get("TaskARN").asText()).isEqualTo(arn);
    assertThat(metadata.at("/Containers/0/Networks/0/NetworkMode").asText()).isEqualTo("host");
    aws.ecs("stop-task", "--cluster", "demo", "--task", arn);
  }

  @Test
  void aRoleThatIsMissingCannotBeAssumed() {
    assertThat(aws.refused(runTask("missing-role", Map.of())))
        .contains("(ClientException)")
        .contains(
            "ECS was unable to assume the role '%s' that was provided for this task"
                .formatted(gateway.roleArn("missing")));
  }

  @Test
  void aTaskThatProtectsItselfSurvivesScalingIn() {
    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "workers",
        "--task-definition",
        "protected",
        "--desired-count",
        "2",
        "--launch-type",
        "EC2",
        "--network-configuration",
        "awsvpcConfiguration={subnets=[subnet-default]}");
    await("two tasks run").atMost(PATIENCE).until(() -> running() == 2);
    List<String> tasks = Tasks.of(aws, "demo", "workers");
    String kept = tasks.getFirst();
    String other = tasks.getLast();
    JsonNode before = said(kept, 0);
    assertThat(before.at("/before/1/protection/ProtectionEnabled").asBoolean(true)).isFalse();
    assertThat(before.at("/before/1/protection/TaskArn").asText()).isEqualTo(kept);
    assertThat(before.at("/bad/1/error/Code").asText()).isEqualTo("InvalidParameterException");
    assertThat(before.at("/long/0").asInt()).isEqualTo(400);
    assertThat(before.at("/long/1/error/Message").asText()).contains("expiresInMinutes");

    gateway.files().tell(Tasks.lastPart(kept));
    JsonNode protection = said(kept, 1);
    assertThat(protection.at("/put/0").asInt()).isEqualTo(200);
    assertThat(protection.at("/get/1/protection/ProtectionEnabled").asBoolean()).isTrue();
    JsonNode described =
        aws.ecs("get-task-protection", "--cluster", "demo", "--tasks", kept)
            .at("/protectedTasks/0");
    assertThat(described.get("protectionEnabled").asBoolean()).isTrue();

    aws.ecs("update-service", "--cluster", "demo", "--service", "workers", "--desired-count", "0");
    await("the other task stops").atMost(PATIENCE).until(() -> status(other).equals("STOPPED"));
    assertThat(status(kept)).isEqualTo("RUNNING");

    gateway.files().tellNoMore(Tasks.lastPart(kept));
    await("the task stops once it has given itself free")
        .atMost(PATIENCE)
        .until(() -> status(kept).equals("STOPPED"));
  }

  private int running() {
    return aws.ecs("describe-services", "--cluster", "demo", "--services", "workers")
        .at("/services/0/runningCount")
        .asInt();
  }

  private String status(String arn) {
    return aws.ecs("describe-tasks", "--cluster", "demo", "--tasks", arn)
        .at("/tasks/0/lastStatus")
        .asText();
  }

  private JsonNode container(String name) {
    for (JsonNode container : task.get("containers")) {
      if (container.get("name").asText().equals(name)) {
        return container;
      }
    }
    throw new AssertionError("no container " + name);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void register(String family, String role, String what) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "register-task-definition",
                "--cli-input-json",
                gateway.taskDefinition(family, "awsvpc", what)));
    if (role != null) {
      command.addAll(List.of("--task-role-arn", role));
    }
    aws.ecs(command.toArray(String[]::new));
  }

  private String run(String family) {
    return run(family, Map.of());
  }

  private String run(String family, Map<String, String> environment) {
    JsonNode started = aws.ecs(runTask(family, environment));
    assertThat(started.get("failures")).isEmpty();
    return started.at("/tasks/0/taskArn").asText();
  }

  private static String[] runTask(String family, Map<String, String> environment) {
    List<Map<String, String>> variables =
        environment.entrySet().stream()
            .map(variable -> Map.of("name", variable.getKey(), "value", variable.getValue()))
            .toList();
    return new String[] {
      "run-task",
      "--cluster",
      "demo",
      "--task-definition",
      family,
      "--launch-type",
      "EC2",
      "--network-configuration",
      "awsvpcConfiguration={subnets=[subnet-default]}",
      "--tags",
      "key=team,value=shop",
      "--overrides",
      JSON.valueToTree(
              Map.of(
                  "containerOverrides",
                  List.of(Map.of("name", "inside", "environment", variables))))
          .toString()
    };
  }

  /** A line that the container has printed, as soon as it has. */
  private JsonNode said(String arn, int line) {
    String text =
        await("what " + arn + " says")
            .atMost(PATIENCE)
            .until(() -> gateway.log(Tasks.lastPart(arn)), lines -> lines.size() > line)
            .get(line);
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not what was expected: " + text, e);
    }
  }
}
