package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.examples.TaskCaseRun.Seen;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every task definition of {@code examples/tasks}, registered and run on the real cluster. They run
 * side by side while the table is gone through. {@code -Dtask=<name>} runs one, or some: {@code
 * -Dtask=sidecar,batch}.
 */
@KubeEcsTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TaskDefinitionsTest {

  /** More would not be faster: starting containers is the work of one kubelet. */
  private static final int AT_ONCE = 12;

  private final EcsCalls api;
  private final TaskCaseRun runner;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final Map<TaskCase, Future<Seen>> runs = new LinkedHashMap<>();
  private final ObjectsOfTasks objects;
  private Set<String> before;

  TaskDefinitionsTest(AwsCli aws, KubernetesClient client) {
    this.api = new EcsCalls(aws.endpoint(), aws.account());
    this.runner = new TaskCaseRun(api, client, aws.namespace());
    this.objects = new ObjectsOfTasks(client, aws.namespace());
  }

  @BeforeAll
  void runThem() {
    api.call(
        "CreateCluster",
        new ObjectMapper().createObjectNode().put("clusterName", TaskCaseRun.CLUSTER));
    before = objects.all();
    TaskCase.all().forEach(c -> runs.put(c, threads.submit(() -> runner.run(c))));
  }

  @AfterAll
  void endThem() throws IOException {
    threads.shutdownNow();
    for (TaskCase taskCase : TaskCase.all()) {
      runner.removeVolumes(taskCase);
    }
  }

  static List<TaskCase> all() {
    return TaskCase.all();
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void does(TaskCase taskCase) throws Exception {
    assertSeen(taskCase, taskCase.expected(), runs.get(taskCase).get());
  }

  /** Whatever their end was: of tasks that are removed there is no Pod, no claim and no Secret. */
  @Order(2)
  @Test
  void nothingIsLeftOfThem() throws IOException {
    objects.deleteTasks();
    Set<String> expected = new TreeSet<>(before);
    for (TaskCase taskCase : TaskCase.all()) {
      expected.addAll(runner.objects(taskCase));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(objects.all()).isEqualTo(expected));
  }

  private static void assertSeen(TaskCase taskCase, JsonNode expected, Seen seen) {
    if (expected.has("refused") || seen.refusal() != null) {
      assertThat(seen.refusal()).as("%s: what was refused", taskCase).isNotNull();
      assertRefusal(expected.path("refused"), seen);
      return;
    }
    if (expected.has("failures") || seen.failures() != null) {
      assertThat(seen.failures()).as("%s: failures of RunTask", taskCase).isNotNull();
      assertThat(Expectation.differences(expected.path("failures"), seen.failures()))
          .as("%s: %s", taskCase, seen.failures())
          .isEmpty();
      return;
    }
    assertAnswer(taskCase, expected, "running", seen.running());
    assertAnswer(taskCase, expected, "stopped", seen.stopped());
    expected
        .path("output")
        .properties()
        .forEach(
            e ->
                assertThat(seen.output().of(e.getKey()))
                    .as("%s: output of %s", taskCase, e.getKey())
                    .matches(
                        actual -> Expectation.text(e.getValue().asText(), actual),
                        e.getValue().toString()));
    if (expected.has("order")) {
      List<String> lines = new ArrayList<>();
      expected.get("order").forEach(line -> lines.add(line.asText()));
      assertThat(seen.output().inOrder())
          .as("%s: lines in order", taskCase)
          .containsSubsequence(lines);
    }
    if (expected.has("again")) {
      assertSeen(taskCase, expected.get("again"), seen.again());
    }
  }

  private static void assertRefusal(JsonNode expected, Seen seen) {
    assertThat(seen.refusal().errorCode())
        .as("the error: " + seen.refusal().errorMessage())
        .isEqualTo(expected.path("code").asText());
    assertThat(seen.refusal().errorMessage())
        .matches(
            actual -> Expectation.text(expected.path("message").asText(), actual),
            expected.path("message").asText());
  }

  private static void assertAnswer(TaskCase taskCase, JsonNode all, String when, JsonNode answer) {
    JsonNode expected = all.path(when);
    if (expected.isObject()) {
      assertThat(Expectation.differences(expected, answer))
          .as("%s, %s: %s", taskCase, when, answer)
          .isEmpty();
    }
  }
}
