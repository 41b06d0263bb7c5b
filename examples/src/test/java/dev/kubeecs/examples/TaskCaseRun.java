package dev.kubeecs.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.examples.EcsCalls.Answer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Registers the task definition of a case, runs a task of it, and stops that if it shall be.
 *
 * @param api the account of the task
 * @param client of the cluster of the tests
 * @param namespace that is the account
 */
record TaskCaseRun(EcsCalls api, KubernetesClient client, String namespace) {

  static final String CLUSTER = "corpus";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What became of the task.
   *
   * @param refusal of RegisterTaskDefinition or RunTask; null if neither refused
   * @param failures that RunTask answered in place of a task; null if there is a task
   * @param running DescribeTasks while it ran as expected; null if that was not waited for
   * @param stopped DescribeTasks after its end
   * @param output of its containers
   * @param again what became of a second task, run after the first; null if there was none
   */
  record Seen(
      Answer refusal,
      JsonNode failures,
      JsonNode running,
      JsonNode stopped,
      TaskOutput output,
      Seen again) {

    private static Seen refused(Answer answer) {
      return new Seen(answer, null, null, null, null, null);
    }

    private static Seen notPlaced(JsonNode failures) {
      return new Seen(null, failures, null, null, null, null);
    }
  }

  Seen run(TaskCase taskCase) throws Exception {
    if (taskCase.objects().isPresent()) {
      apply(taskCase.objects().get());
    }
    ObjectNode definition = taskCase.taskDefinition();
    Answer registered = api.attempt("RegisterTaskDefinition", definition);
    if (registered.refused()) {
      return Seen.refused(registered);
    }
    return task(taskCase, definition, taskCase.expected());
  }

  private Seen task(TaskCase taskCase, ObjectNode definition, JsonNode expected)
      throws InterruptedException {
    Answer started = api.attempt("RunTask", request(taskCase, definition));
    if (started.refused()) {
      return Seen.refused(started);
    }
    if (!started.body().path("failures").isEmpty()) {
      return Seen.notPlaced(started.body().get("failures"));
    }
    Seen seen = follow(expected, started.body().at("/tasks/0/taskArn").asText());
    return expected.has("again")
        ? new Seen(
            null,
            null,
            seen.running(),
            seen.stopped(),
            seen.output(),
            task(taskCase, definition, expected.get("again")))
        : seen;
  }

  /** Once more, should a busy API server hang up: applying twice is applying once. */
  private void apply(Path objects) {
    Awaitility.await(objects.toString())
        .ignoreExceptionsMatching(
            e -> e instanceof KubernetesClientException refusal && refusal.getCode() <= 0)
        .untilAsserted(() -> applyOnce(objects));
  }

  private void applyOnce(Path objects) throws IOException {
    try (InputStream stream = Files.newInputStream(objects)) {
      client
          .load(stream)
          .items()
          .forEach(item -> client.resource(item).inNamespace(namespace).serverSideApply());
    }
  }

  /** What a case has in its namespace before its task, as {@link ObjectsOfTasks} names it. */
  Set<String> objects(TaskCase taskCase) throws IOException {
    return load(taskCase)
        .filter(object -> !(object instanceof PersistentVolume))
        .map(ObjectsOfTasks::text)
        .collect(Collectors.toSet());
  }

  /** Removes what the objects of a case are outside its namespace, such as PersistentVolumes. */
  void removeVolumes(TaskCase taskCase) throws IOException {
    load(taskCase)
        .filter(PersistentVolume.class::isInstance)
        .forEach(volume -> client.resource(volume).delete());
  }

  private Stream<HasMetadata> load(TaskCase taskCase) throws IOException {
    if (taskCase.objects().isEmpty()) {
      return Stream.empty();
    }
    try (InputStream stream = Files.newInputStream(taskCase.objects().get())) {
      return client.load(stream).items().stream();
    }
  }

  private static ObjectNode request(TaskCase taskCase, ObjectNode definition) {
    ObjectNode request = taskCase.runTask();
    request.put("cluster", CLUSTER).put("taskDefinition", definition.get("family").asText());
    if (!request.has("launchType") && !request.has("capacityProviderStrategy")) {
      boolean fargate =
          definition.path("requiresCompatibilities").toString().contains("\"FARGATE\"");
      request.put("launchType", fargate ? "FARGATE" : "EC2");
    }
    if (definition.path("networkMode").asText().equals("awsvpc")
        && !request.has("networkConfiguration")) {
      request
          .putObject("networkConfiguration")
          .putObject("awsvpcConfiguration")
          .putArray("subnets")
          .add("subnet-default");
    }
    return request;
  }

  private Seen follow(JsonNode expected, String arn) throws InterruptedException {
    TaskOutput output = new TaskOutput(client, namespace, arn.substring(arn.lastIndexOf('/') + 1));
    JsonNode running = null;
    if (expected.has("running")) {
      JsonNode wanted = expected.get("running");
      running = await(arn, output, task -> Expectation.differences(wanted, task).isEmpty());
    }
    JsonNode stop = expected.path("stop");
    if (stop.isObject()) {
      await(arn, output, task -> task.path("lastStatus").asText().equals("RUNNING"));
      awaitLine(stop.path("after").asText(), output);
      api.call("StopTask", stopRequest(arn, stop));
    }
    JsonNode stopped = await(arn, output, task -> false);
    output.awaitEnd();
    return new Seen(null, null, running, stopped, output, null);
  }

  private static void awaitLine(String line, TaskOutput output) {
    Awaitility.await(line)
        .atMost(Duration.ofSeconds(60))
        .until(() -> line.isEmpty() || output.inOrder().contains(line));
  }

  private static ObjectNode stopRequest(String arn, JsonNode stop) {
    ObjectNode request = JSON.createObjectNode().put("cluster", CLUSTER).put("task", arn);
    return stop.has("reason") ? request.put("reason", stop.get("reason").asText()) : request;
  }

  /** The task once the condition holds, or it is STOPPED. */
  private JsonNode await(String arn, TaskOutput output, Predicate<JsonNode> condition) {
    ObjectNode request = JSON.createObjectNode().put("cluster", CLUSTER);
    request.putArray("tasks").add(arn);
    request.putArray("include").add("TAGS");
    return Awaitility.await(arn)
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> looked(api.call("DescribeTasks", request).at("/tasks/0"), output),
            task -> condition.test(task) || task.path("lastStatus").asText().equals("STOPPED"));
  }

  private static JsonNode looked(JsonNode task, TaskOutput output) {
    for (JsonNode container : task.path("containers")) {
      if (container.has("runtimeId")) {
        output.follow(container.get("name").asText());
      }
    }
    return task;
  }
}
