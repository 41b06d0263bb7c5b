package dev.kubeecs.gateway.sessionmanager;

import static dev.kubeecs.gateway.sessionmanager.PluginClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandRequest;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandResponse;
import software.amazon.awssdk.services.ecs.model.ManagedAgent;

/** Up to the container; what happens in containers is for examples to show. */
@EcsApiTest
class ExecuteCommandIT {

  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String NOT_GOOD = "The token is not valid for this session";

  private final EcsApi api;

  ExecuteCommandIT(EcsApi api) {
    this.api = api;
  }

  @BeforeEach
  void aRunningTask() {
    api.ecs().createCluster(r -> r.clusterName("demo"));
    if (api.resources().resources(EcsTask.class).withName(ID).get() != null) {
      return;
    }
    EcsTask task =
        api.apply(
            """
            apiVersion: kube-ecs.dev/v1alpha1
            kind: EcsTask
            metadata: {name: %s}
            spec: {cluster: demo, taskDefinition: "web:1", enableExecuteCommand: true}
            """
                .formatted(ID),
            EcsTask.class);
    api.status(
        task,
        """
        lastStatus: RUNNING
        startedAt: "2026-01-01T00:00:00Z"
        podName: nosuch
        containers:
          - {name: web, lastStatus: RUNNING, containerArn: "arn:aws:ecs:us-east-1:1:container/web"}
        """);
    Awaitility.await("the gateway sees that it runs")
        .until(
            () ->
                api.ecs()
                    .describeTasks(r -> r.cluster("demo").tasks(ID))
                    .tasks()
                    .getFirst()
                    .lastStatus()
                    .equals("RUNNING"));
  }

  @Test
  void theAnswerTellsWhereTheSessionIs() {
    ExecuteCommandResponse answer = execute(r -> r.container("web"));
    assertThat(answer.clusterArn()).endsWith(":cluster/demo");
    assertThat(answer.taskArn()).endsWith(":task/demo/" + ID);
    assertThat(answer.containerName()).isEqualTo("web");
    assertThat(answer.containerArn()).endsWith("container/web");
    assertThat(answer.interactive()).isTrue();
    assertThat(answer.session().sessionId()).matches("ecs-execute-command-[0-9a-f]{17}");
    assertThat(answer.session().streamUrl())
        .isEqualTo(
            "ws://%s/v1/data-channel/%s?role=publish_subscribe"
                .formatted(api.gateway().address().getAuthority(), answer.session().sessionId()));
  }

  @Test
  void theTaskHasAnAgent() {
    ManagedAgent agent =
        api.ecs()
            .describeTasks(r -> r.cluster("demo").tasks(ID))
            .tasks()
            .getFirst()
            .containers()
            .getFirst()
            .managedAgents()
            .getFirst();
    assertThat(agent.nameAsString()).isEqualTo("ExecuteCommandAgent");
    assertThat(agent.lastStatus()).isEqualTo("RUNNING");
    assertThat(agent.lastStartedAt()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void whatWaitsForTheClientGivesNothingAway() {
    ExecuteCommandResponse answer = execute(r -> r.command("echo hunter2"));
    Lease lease = lease(answer);
    assertThat(lease.toString()).doesNotContain("hunter2", answer.session().tokenValue());
    assertThat(lease.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getName()).isEqualTo(ID));
    assertThat(String.join("\n", api.gateway().log()))
        .doesNotContain("hunter2", answer.session().tokenValue());
  }

  @Test
  void aTokenIsGoodOnce() throws InterruptedException {
    ExecuteCommandResponse answer = execute(r -> {});
    try (PluginClient first = open(answer)) {
      assertThat(text(first.next())).contains("InteractiveCommands");
      assertThat(lease(answer)).isNull();
      assertRefused(answer.session().streamUrl(), answer.session().tokenValue());
    }
  }

  @Test
  void aTokenIsGoodForItsOwnSession() throws InterruptedException {
    ExecuteCommandResponse one = execute(r -> {});
    ExecuteCommandResponse other = execute(r -> {});
    assertRefused(one.session().streamUrl(), other.session().tokenValue());
    assertRefused(one.session().streamUrl(), "made-up");
    assertRefused(one.session().streamUrl(), "");
    // A wrong token uses nothing up.
    try (PluginClient client = open(one)) {
      assertThat(client.next().type()).isEqualTo(MessageType.OUTPUT_STREAM_DATA);
    }
  }

  @Test
  void aTokenIsGoodForAMinute() throws InterruptedException {
    ExecuteCommandResponse answer = execute(r -> {});
    Lease lease = lease(answer);
    lease.getSpec().setAcquireTime(ZonedDateTime.now().minusSeconds(61));
    api.resources().resource(lease).update();
    assertRefused(answer.session().streamUrl(), answer.session().tokenValue());
    assertThat(lease(answer)).as("it waits to be swept").isNotNull();
    execute(r -> {});
    assertThat(lease(answer)).as("the next call sweeps it").isNull();
  }

  @Test
  void aContainerThatIsNotThereIsTold() throws InterruptedException {
    try (PluginClient client = open(execute(r -> {}))) {
      assertThat(client.next().payloadType()).isEqualTo(PayloadType.HANDSHAKE_REQUEST.number());
      client.send(Messages.acknowledging(0));
      client.send(Messages.handshakeResponse());
      assertThat(client.next().payloadType()).isEqualTo(PayloadType.HANDSHAKE_COMPLETE.number());
      client.send(Messages.acknowledging(1));
      Message end = client.next();
      assertThat(end.type()).isEqualTo(MessageType.CHANNEL_CLOSED);
      assertThat(text(end)).contains("Unable to start command: the container is not there.");
    }
  }

  @Test
  void nonsenseEndsTheSession() throws InterruptedException {
    try (PluginClient client = open(execute(r -> {}))) {
      client.next();
      client.sendRaw(new byte[] {1, 2, 3});
      assertThat(text(client.next())).contains("sent nonsense");
    }
    Awaitility.await("no session is left")
        .until(
            () ->
                api.gateway()
                    .get("/q/metrics")
                    .body()
                    .contains("kube_ecs_gateway_open_sessions 0"));
  }

  @Test
  void whatIsNoWebsocketIsNoCall() {
    assertThat(api.gateway().get("/v1/data-channel/x").statusCode()).isEqualTo(404);
  }

  @Test
  void refusals() {
    api.refused("ClusterNotFoundException", ecs -> execute(r -> r.cluster("absent")));
    api.refused("InvalidParameterException", ecs -> execute(r -> r.task("f".repeat(32))))
        .contains("task was not found");
    api.refused("InvalidParameterException", ecs -> execute(r -> r.task("short")))
        .contains("length should be one of [32,36]");
    api.refused("InvalidParameterException", ecs -> execute(r -> r.interactive(false)))
        .isEqualTo("Interactive is the only mode supported currently.");
    api.refused("InvalidParameterException", ecs -> execute(r -> r.container("db")))
        .contains("db was not found");
    api.refused("InvalidParameterException", ecs -> execute(r -> r.command("echo 'a")))
        .contains("command");
  }

  private ExecuteCommandResponse execute(Consumer<ExecuteCommandRequest.Builder> change) {
    return api.ecs()
        .executeCommand(
            r -> {
              r.cluster("demo").task(ID).command("/bin/sh").interactive(true);
              change.accept(r);
            });
  }

  private static PluginClient open(ExecuteCommandResponse answer) {
    return PluginClient.connect(answer.session().streamUrl()).show(answer.session().tokenValue());
  }

  private static void assertRefused(String url, String token) throws InterruptedException {
    try (PluginClient client = PluginClient.connect(url).show(token)) {
      Message answer = client.next();
      assertThat(answer.type()).isEqualTo(MessageType.CHANNEL_CLOSED);
      assertThat(text(answer)).contains(NOT_GOOD);
    }
  }

  private Lease lease(ExecuteCommandResponse answer) {
    List<Lease> leases = api.resources().leases().list().getItems();
    return leases.stream()
        .filter(lease -> lease.getMetadata().getName().equals(answer.session().sessionId()))
        .findFirst()
        .orElse(null);
  }
}
