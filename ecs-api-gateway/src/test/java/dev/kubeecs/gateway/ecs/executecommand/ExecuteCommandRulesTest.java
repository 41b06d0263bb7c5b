package dev.kubeecs.gateway.ecs.executecommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kubeecs.api.ecs.ExecuteCommandRequest;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecuteCommandRulesTest {

  private static final String NOT_ENABLED =
      "execute command was not enabled when the task was run or the execute command agent";
  private static final String ONE = "containers: [{name: web, lastStatus: RUNNING}]";
  private static final String TWO =
      "containers: [{name: web, lastStatus: RUNNING}, {name: init, lastStatus: STOPPED}]";

  @Test
  void theOnlyContainerNeedsNoName() {
    EcsTask task = task("enableExecuteCommand: true", "lastStatus: RUNNING, " + ONE);
    assertThat(ExecuteCommandRules.container(task, null).name()).isEqualTo("web");
    assertThat(ExecuteCommandRules.container(task, "web").name()).isEqualTo("web");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          taskDefinition: a                                  | lastStatus: RUNNING
          enableExecuteCommand: false                        | lastStatus: RUNNING
          enableExecuteCommand: true                         | lastStatus: PENDING
          enableExecuteCommand: true                         | lastStatus: STOPPED
          enableExecuteCommand: true, desiredStatus: STOPPED | lastStatus: RUNNING
          """)
  void aTaskThatIsNotEnabledOrDoesNotRunRefuses(String spec, String status) {
    EcsTask task = task(spec, status + ", " + ONE);
    AwsException refusal = refusal(() -> ExecuteCommandRules.container(task, null));
    assertThat(refusal.code()).isEqualTo("InvalidParameterException");
    assertThat(refusal).hasMessageContaining(NOT_ENABLED);
  }

  @Test
  void oneOfSeveralContainersMustBeNamed() {
    EcsTask task = task("enableExecuteCommand: true", "lastStatus: RUNNING, " + TWO);
    assertThat(refusal(() -> ExecuteCommandRules.container(task, "")))
        .hasMessageContaining(
            "must be specified for a task that has several containers: web, init");
    assertThat(refusal(() -> ExecuteCommandRules.container(task, "db")))
        .hasMessage("The container db was not found in the task, which has: web, init.");
    assertThat(refusal(() -> ExecuteCommandRules.container(task, "init")))
        .hasMessageContaining(NOT_ENABLED);
    assertThat(ExecuteCommandRules.container(task, "web").name()).isEqualTo("web");
  }

  @Test
  void aTaskWhoseNodeIsLostIsNotConnected() {
    EcsTask task =
        task(
            "enableExecuteCommand: true",
            "lastStatus: RUNNING, connectivity: DISCONNECTED, " + ONE);
    assertThat(refusal(() -> ExecuteCommandRules.container(task, null)).code())
        .isEqualTo("TargetNotConnectedException");
  }

  @Test
  void aCommandIsInteractive() {
    assertThat(refusal(() -> ExecuteCommandRules.command(request("/bin/sh", false))))
        .hasMessage("Interactive is the only mode supported currently.");
    assertThat(ExecuteCommandRules.command(request("ls -l", true))).containsExactly("ls", "-l");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "echo 'a"})
  void aCommandHasWords(String command) {
    assertThat(refusal(() -> ExecuteCommandRules.command(request(command, true))))
        .hasMessageStartingWith("command must be words");
  }

  @Test
  void aCommandHasALimit() {
    assertThat(refusal(() -> ExecuteCommandRules.command(request("x".repeat(8193), true))))
        .hasMessage("command can have at most 8192 characters.");
  }

  @Test
  void whatAClusterAsksOfSessionsIsHonouredOrRefused() {
    ExecuteCommandRules.requireHonoured(cluster("{}"));
    ExecuteCommandRules.requireHonoured(cluster("{configuration: {}}"));
    ExecuteCommandRules.requireHonoured(cluster(sessions("logging: NONE")));
    assertThat(refusal(() -> ExecuteCommandRules.requireHonoured(cluster(sessions("kmsKeyId: k")))))
        .hasMessageContaining("kmsKeyId");
    assertThat(
            refusal(
                () -> ExecuteCommandRules.requireHonoured(cluster(sessions("logging: OVERRIDE")))))
        .hasMessageContaining("log configuration");
  }

  private static String sessions(String configuration) {
    return "{configuration: {executeCommandConfiguration: {%s}}}".formatted(configuration);
  }

  private static EcsCluster cluster(String spec) {
    return Serialization.unmarshal("---\nspec: " + spec, EcsCluster.class);
  }

  private static EcsTask task(String spec, String status) {
    return Serialization.unmarshal(
        "---\nmetadata: {name: t}\nspec: {%s}\nstatus: {%s}".formatted(spec, status),
        EcsTask.class);
  }

  private static ExecuteCommandRequest request(String command, boolean interactive) {
    return ExecuteCommandRequest.builder().command(command).interactive(interactive).build();
  }

  private static AwsException refusal(ThrowingCallable call) {
    AwsException refusal = catchThrowableOfType(AwsException.class, call);
    assertThat(refusal).as("it was not refused").isNotNull();
    return refusal;
  }
}
