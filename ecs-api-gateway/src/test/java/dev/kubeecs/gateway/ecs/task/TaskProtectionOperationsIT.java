package dev.kubeecs.gateway.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.task.EcsTask;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.GetTaskProtectionResponse;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionResponse;

@EcsApiTest
class TaskProtectionOperationsIT {

  private static final String TASK = "0123456789abcdef0123456789abcdef";
  private static final String ALONE = "1123456789abcdef0123456789abcdef";
  private static final String ABSENT = "2123456789abcdef0123456789abcdef";

  private final EcsApi api;

  TaskProtectionOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.bridge(api.ecs(), "web");
    task(TASK, "group: 'service:web', startedBy: ecs-svc/1234567890123456789");
    task(ALONE, "group: 'family:web'");
    await()
        .until(
            () ->
                api.ecs().describeTasks(r -> r.cluster("demo").tasks(TASK, ALONE)).tasks().stream()
                        .filter(t -> t.lastStatus().equals("RUNNING"))
                        .count()
                    == 2);
  }

  @Test
  void aTaskOfAServiceIsProtectedAndReleased() {
    Instant before = Instant.now();
    UpdateTaskProtectionResponse updated =
        api.ecs()
            .updateTaskProtection(
                r ->
                    r.cluster("demo")
                        .tasks(TASK, ALONE, ABSENT)
                        .protectionEnabled(true)
                        .expiresInMinutes(60));
    assertThat(updated.failures())
        .extracting(f -> f.arn(), f -> f.reason())
        .containsExactly(
            tuple(api.account().taskArn("demo", ALONE), "TASK_NOT_VALID"),
            tuple(api.account().taskArn("demo", ABSENT), "MISSING"));
    assertThat(updated.protectedTasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.taskArn()).isEqualTo(api.account().taskArn("demo", TASK));
              assertThat(task.protectionEnabled()).isTrue();
              assertThat(task.expirationDate())
                  .isBetween(before.plusSeconds(3599), Instant.now().plusSeconds(3600));
            });
    assertThat(
            api.resources()
                .resources(EcsTask.class)
                .withName(TASK)
                .get()
                .getSpec()
                .protection()
                .protectionEnabled())
        .isTrue();
    assertThat(api.ecs().getTaskProtection(r -> r.cluster("demo")).protectedTasks()).hasSize(1);
    api.ecs().updateTaskProtection(r -> r.cluster("demo").tasks(TASK).protectionEnabled(false));
    GetTaskProtectionResponse released =
        api.ecs().getTaskProtection(r -> r.cluster("demo").tasks(TASK, ALONE, ABSENT));
    assertThat(released.protectedTasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.protectionEnabled()).isFalse();
              assertThat(task.expirationDate()).isNull();
            });
    assertThat(released.failures())
        .extracting(f -> f.reason())
        .containsExactly("TASK_NOT_VALID", "MISSING");
    assertThat(api.ecs().getTaskProtection(r -> r.cluster("demo")).protectedTasks()).isEmpty();
  }

  @Test
  void badRequests() {
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.updateTaskProtection(
                    r ->
                        r.cluster("demo")
                            .tasks(TASK)
                            .protectionEnabled(true)
                            .expiresInMinutes(2881)))
        .contains("expiresInMinutes");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.updateTaskProtection(
                    r ->
                        r.cluster("demo")
                            .tasks(
                                IntStream.range(0, 11).mapToObj(i -> "%032x".formatted(i)).toList())
                            .protectionEnabled(true)))
        .contains("at most 10");
    api.refused(
        "ClusterNotFoundException",
        ecs -> ecs.getTaskProtection(r -> r.cluster("absent").tasks(TASK)));
  }

  @Test
  void whatAgentsSubmitIsCheckedAndAcknowledged() {
    assertThat(
            api.ecs()
                .submitTaskStateChange(r -> r.cluster("demo").task(TASK).status("RUNNING"))
                .acknowledgment())
        .isEqualTo("ACK");
    assertThat(
            api.ecs()
                .submitContainerStateChange(
                    r -> r.cluster("demo").task(TASK).containerName("app").status("RUNNING"))
                .acknowledgment())
        .isEqualTo("ACK");
    assertThat(
            api.ecs()
                .submitAttachmentStateChanges(
                    r ->
                        r.cluster("demo")
                            .attachments(
                                a ->
                                    a.attachmentArn(
                                            "arn:aws:ecs:us-east-1:%s:attachment/eni-1"
                                                .formatted(api.account().id()))
                                        .status("ATTACHED")))
                .acknowledgment())
        .isEqualTo("ACK");
    assertThat(
            api.ecs()
                .describeTasks(r -> r.cluster("demo").tasks(TASK))
                .tasks()
                .getFirst()
                .lastStatus())
        .as("the operator alone tells what is")
        .isEqualTo("RUNNING");
    assertThat(api.ecs().discoverPollEndpoint(r -> r.cluster("demo")).endpoint())
        .isEqualTo(api.gateway().address() + "/");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.submitTaskStateChange(r -> r.cluster("demo").task(ABSENT)))
        .contains("not found");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.submitTaskStateChange(r -> r.cluster("demo").task(TASK).status("DANCING")))
        .contains("DANCING");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.submitContainerStateChange(
                    r -> r.cluster("demo").task(TASK).containerName("other")))
        .contains("other");
    api.refused(
        "ClusterNotFoundException", ecs -> ecs.submitTaskStateChange(r -> r.cluster("absent")));
  }

  private void task(String id, String spec) {
    api.status(
        api.apply(
            "{metadata: {name: '%s'}, spec: {cluster: demo, taskDefinition: 'web:1', %s}}"
                .formatted(id, spec),
            EcsTask.class),
        "{lastStatus: RUNNING, containers: [{name: app}], attachments: [{id: eni-1, type: eni}]}");
  }
}
