package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RunTask for jobs that end by themselves, well or not. */
@KubeEcsTest
class BatchTest {

  private final AwsCli aws;

  BatchTest(AwsCli aws) {
    this.aws = aws;
  }

  @BeforeEach
  void register() {
    aws.ecs("create-cluster", "--cluster-name", "demo");
    aws.ecs(
        "register-task-definition",
        "--cli-input-json",
        "file://" + Checkout.file("examples/batch/task-definition.json"));
  }

  @Test
  void anOverrideDecidesTheExitCode() {
    JsonNode task =
        run(
            "{\"containerOverrides\":[{\"name\":\"job\",\"environment\":[{\"name\":\"EXIT_CODE\",\"value\":\"7\"}]}]}");
    assertThat(task.get("lastStatus").asText()).isEqualTo("STOPPED");
    assertThat(task.get("desiredStatus").asText()).isEqualTo("STOPPED");
    assertThat(task.get("stopCode").asText()).isEqualTo("EssentialContainerExited");
    assertThat(task.get("stoppedReason").asText()).isEqualTo("Essential container in task exited");
    assertThat(task.at("/containers/0/exitCode").asInt()).isEqualTo(7);
    assertThat(task.at("/overrides/containerOverrides/0/environment/0/value").asText())
        .isEqualTo("7");
  }

  @Test
  void anImageThatDoesNotExistFailsToStart() {
    Tasks.define(aws, "broken", "[{\"name\":\"job\",\"image\":\"localhost:1/absent:1\"}]");
    JsonNode task = finished("broken", "{}");
    assertThat(task.get("stopCode").asText()).isEqualTo("TaskFailedToStart");
    assertThat(task.get("stoppedReason").asText()).startsWith("CannotPullContainerError");
    assertThat(task.at("/containers/0/reason").asText()).startsWith("CannotPullContainerError");
    assertThat(task.at("/containers/0").has("exitCode")).isFalse();
  }

  private JsonNode run(String overrides) {
    return finished("batch", overrides);
  }

  private JsonNode finished(String definition, String overrides) {
    return Tasks.stopped(aws, "demo", Tasks.run(aws, "demo", definition, "--overrides", overrides));
  }
}
