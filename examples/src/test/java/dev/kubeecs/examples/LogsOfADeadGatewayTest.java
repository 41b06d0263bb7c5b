package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The gateway that collects the logs may die. */
@Isolated
@KubeEcsTest
class LogsOfADeadGatewayTest {

  private final KubeEcs kubeEcs;
  private final AwsCli aws;
  private final LogsOfTasks logs;

  LogsOfADeadGatewayTest(KubeEcs kubeEcs, AwsCli aws) {
    this.kubeEcs = kubeEcs;
    this.aws = aws;
    this.logs = new LogsOfTasks(aws);
  }

  @Test
  void nothingIsLostOrDoubled() throws Exception {
    aws.ecs("create-cluster", "--cluster-name", "demo");
    int count = 400;
    logs.register(
        "i=0; while [ $i -lt " + count + " ]; do i=$((i+1)); echo line $i; sleep 0.03; done",
        Map.of());
    String task = logs.run();
    await("some lines are stored")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                !logs.groups().isEmpty()
                    && !logs.streams().isEmpty()
                    && logs.lines(task).size() > 50);
    for (int kills = 0; kills < 2; kills++) {
      kubeEcs.gateway().kill();
      kubeEcs.gateway().start();
    }
    aws.ecs("wait", "tasks-stopped", "--cluster", "demo", "--tasks", task);
    await("all lines are stored")
        .atMost(Duration.ofSeconds(30))
        .until(() -> logs.lines(task).contains("line " + count));
    assertThat(logs.lines(task))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i).toList());
  }
}
