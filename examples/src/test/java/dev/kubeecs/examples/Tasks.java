package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What tests ask of tasks in many places. */
final class Tasks {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Tasks() {}

  /** The ARNs of the service's tasks. */
  static List<String> of(AwsCli aws, String cluster, String service) {
    return texts(
        aws.ecs("list-tasks", "--cluster", cluster, "--service-name", service).get("taskArns"));
  }

  /** Registers a task definition of Fargate's smallest tasks; the containers are JSON. */
  static void define(AwsCli aws, String family, String containers) {
    aws.ecs(
        "register-task-definition",
        "--family",
        family,
        "--requires-compatibilities",
        "FARGATE",
        "--network-mode",
        "awsvpc",
        "--cpu",
        "256",
        "--memory",
        "512",
        "--container-definitions",
        containers);
  }

  /** Runs one task on Fargate, with these options too; its ARN. */
  static String run(AwsCli aws, String cluster, String taskDefinition, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "run-task",
                "--cluster",
                cluster,
                "--task-definition",
                taskDefinition,
                "--launch-type",
                "FARGATE",
                "--network-configuration",
                "awsvpcConfiguration={subnets=[subnet-default]}"));
    command.addAll(List.of(options));
    JsonNode started = aws.ecs(command.toArray(String[]::new));
    assertThat(started.get("failures")).isEmpty();
    return started.at("/tasks/0/taskArn").asText();
  }

  /** The task once it is STOPPED. */
  static JsonNode stopped(AwsCli aws, String cluster, String task) {
    aws.ecs("wait", "tasks-stopped", "--cluster", cluster, "--tasks", task);
    return aws.ecs("describe-tasks", "--cluster", cluster, "--tasks", task).at("/tasks/0");
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  static String lastPart(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** The address that the task's network interface has, as DescribeTasks tells it. */
  static String address(JsonNode task) {
    for (JsonNode attachment : task.get("attachments")) {
      for (JsonNode detail : attachment.get("details")) {
        if (detail.get("name").asText().equals("privateIPv4Address")) {
          return detail.get("value").asText();
        }
      }
    }
    throw new AssertionError("no privateIPv4Address in " + task);
  }

  /** What the task answers on a port, asked at the Pod that has the task's address. */
  static HttpResponse<String> get(
      KubernetesClient client, AwsCli aws, JsonNode task, int port, String path)
      throws IOException, InterruptedException {
    String address = address(task);
    Pod pod =
        client.pods().inNamespace(aws.namespace()).list().getItems().stream()
            .filter(candidate -> address.equals(candidate.getStatus().getPodIP()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no Pod has the task's address " + address));
    try (LocalPortForward forward = client.pods().resource(pod).portForward(port)) {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + forward.getLocalPort() + path))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
