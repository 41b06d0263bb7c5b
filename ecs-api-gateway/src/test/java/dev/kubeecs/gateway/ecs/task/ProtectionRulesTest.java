package dev.kubeecs.gateway.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskProtection;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectionRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.5Z");

  @ParameterizedTest(name = "for {0} minutes: until {1}")
  @CsvSource(
      value = {
        "null, 2026-11-21T14:00:00Z",
        "1, 2026-11-21T12:01:00Z",
        "2880, 2026-11-23T12:00:00Z",
        "0, InvalidParameterException",
        "-1, InvalidParameterException",
        "2881, InvalidParameterException",
      },
      nullValues = "null")
  void lastsFromAMinuteToTwoDays(Integer minutes, String expected) {
    assertThat(outcome(minutes)).isEqualTo(expected);
  }

  @Test
  void unprotectedIsWithoutAnEnd() {
    assertThat(ProtectionRules.asked(false, null, NOW)).isEqualTo(new TaskProtection(false, null));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "{spec: {group: 'service:web'}} | null",
        "{spec: {group: 'service:web'}, status: {lastStatus: RUNNING}} | null",
        "{spec: {group: 'service:web'}, status: {lastStatus: DEACTIVATING}} | TASK_NOT_VALID",
        "{spec: {group: 'service:web'}, status: {lastStatus: STOPPED}} | TASK_NOT_VALID",
        "{spec: {group: 'service:web', desiredStatus: STOPPED}} | TASK_NOT_VALID",
        "{spec: {group: 'family:web'}, status: {lastStatus: RUNNING}} | TASK_NOT_VALID",
        "{spec: {}} | TASK_NOT_VALID",
      })
  void isForTasksOfServicesThatGoOn(String task, String reason) {
    assertThat(ProtectionRules.invalid(task(task), "arn").map(Failure::reason).orElse(null))
        .isEqualTo(reason);
  }

  @Test
  void isRefusedWhereADeploymentWaitsForProtectedTasksOnly() {
    EcsTask old = running("ecs-svc/1", true);
    EcsTask unprotected = running("ecs-svc/1", false);
    EcsTask young = running("ecs-svc/2", false);
    List<Deployment> complete = List.of(deployment("ecs-svc/2", 1), deployment("ecs-svc/1", 1));
    List<Deployment> starting = List.of(deployment("ecs-svc/2", 0), deployment("ecs-svc/1", 1));
    assertThat(blocked(old, complete, List.of(old, young))).isTrue();
    assertThat(blocked(young, complete, List.of(old, young))).as("a new task").isFalse();
    assertThat(blocked(old, starting, List.of(old))).as("new tasks are to come").isFalse();
    assertThat(blocked(old, complete, List.of(old, unprotected, young)))
        .as("another may go")
        .isFalse();
    assertThat(blocked(old, List.of(deployment("ecs-svc/1", 1)), List.of(old)))
        .as("no deployment")
        .isFalse();
  }

  private static boolean blocked(EcsTask task, List<Deployment> deployments, List<EcsTask> all) {
    return ProtectionRules.blocked(task, "arn", deployments, all, NOW).isPresent();
  }

  private static Deployment deployment(String id, int running) {
    return Deployment.builder().id(id).desiredCount(1).runningCount(running).build();
  }

  private static EcsTask running(String startedBy, boolean isProtected) {
    return task(
        "{spec: {group: 'service:web', startedBy: %s, protection: {protectionEnabled: %s, expirationDate: '2026-11-21T13:00:00Z'}}, status: {lastStatus: RUNNING}}"
            .formatted(startedBy, isProtected));
  }

  private static EcsTask task(String yaml) {
    EcsTask task = Serialization.unmarshal("---\n" + yaml, EcsTask.class);
    task.getMetadata().setName("a");
    return task;
  }

  private static String outcome(Integer minutes) {
    try {
      return ProtectionRules.asked(true, minutes, NOW).expirationDate().toString();
    } catch (AwsException refused) {
      return refused.code();
    }
  }
}
