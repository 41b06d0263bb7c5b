package dev.kubeecs.examples;

import static dev.kubeecs.examples.Tasks.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.localcluster.TestCluster;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The same things as resources: what kubectl applies the API shows, and the other way round. */
@KubeEcsTest
class KubectlTest {

  private final AwsCli aws;
  private final KubernetesClient client;
  private final Path kubeconfig;

  KubectlTest(AwsCli aws, KubernetesClient client, TestCluster cluster) {
    this.aws = aws;
    this.client = client;
    this.kubeconfig = cluster.kubeconfig();
  }

  @Test
  void anAppliedServiceIsVisibleThroughTheApiAndFollowsItsFamily() throws Exception {
    createNamespace();
    kubectl("apply", "-f", Checkout.file("examples/hello/hello.yaml").toString());
    Awaitility.await("the API shows the service stable")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              JsonNode service = describeHello();
              assertThat(service.get("runningCount").asInt()).isEqualTo(2);
              assertThat(service.at("/deployments/0/rolloutState").asText()).isEqualTo("COMPLETED");
            });
    assertThat(describeHello().get("taskDefinition").asText()).endsWith("task-definition/hello:1");
    assertThat(kubectl("get", "ecs"))
        .contains("ecscluster.kube-ecs.dev/demo", "ecsservice.kube-ecs.dev/hello");

    client
        .resources(TaskDefinition.class)
        .inNamespace(aws.namespace())
        .withName("hello")
        .edit(
            definition -> {
              definition.setSpec(
                  TaskDefinitionSpecBuilder.builder(definition.getSpec())
                      .cpu("512")
                      .memory("1024")
                      .build());
              return definition;
            });
    Awaitility.await("the next revision is registered and rolled out")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              JsonNode service = describeHello();
              assertThat(service.get("taskDefinition").asText())
                  .endsWith("task-definition/hello:2");
              assertThat(service.get("deployments")).hasSize(1);
              assertThat(service.at("/deployments/0/rolloutState").asText()).isEqualTo("COMPLETED");
            });
    assertThat(
            texts(
                aws.ecs("list-task-definitions", "--family-prefix", "hello")
                    .get("taskDefinitionArns")))
        .hasSize(2);

    kubectl("delete", "--timeout=90s", "-f", Checkout.file("examples/hello/hello.yaml").toString());
    assertThat(client.resources(EcsService.class).inNamespace(aws.namespace()).list().getItems())
        .isEmpty();
    Awaitility.await("nothing of the service is left")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                client.apps().deployments().inNamespace(aws.namespace()).list().getItems().isEmpty()
                    && client.pods().inNamespace(aws.namespace()).list().getItems().isEmpty());
  }

  @Test
  void whatTheApiMadeIsVisibleToKubectl() throws Exception {
    aws.ecs("create-cluster", "--cluster-name", "made-by-api");
    aws.ecs(
        "register-task-definition",
        "--cli-input-json",
        "file://" + Checkout.file("examples/batch/task-definition.json"));
    String task = Tasks.run(aws, "made-by-api", "batch");
    assertThat(kubectl("get", "ecs"))
        .contains(
            "ecscluster.kube-ecs.dev/made-by-api",
            "taskdefinitionrevision.kube-ecs.dev/batch-1",
            "ecstask.kube-ecs.dev/" + Tasks.lastPart(task));
  }

  @Test
  void anAppliedTaskRunsToItsEnd() throws Exception {
    createNamespace();
    kubectl("apply", "-f", Checkout.file("examples/batch/task.yaml").toString());
    Awaitility.await("the task has ended well")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              JsonNode task =
                  aws.ecs("describe-tasks", "--cluster", "demo", "--tasks", "nightly-report")
                      .at("/tasks/0");
              assertThat(task.at("/lastStatus").asText()).isEqualTo("STOPPED");
              assertThat(task.at("/containers/0/exitCode").asInt(-1)).isZero();
            });
  }

  private JsonNode describeHello() {
    return aws.ecs("describe-services", "--cluster", "demo", "--services", "hello")
        .at("/services/0");
  }

  private void createNamespace() {
    client
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(aws.namespace())
                .withLabels(new Account(aws.account(), AwsCli.REGION).labels())
                .endMetadata()
                .build())
        .create();
  }

  private String kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "kubectl", "--kubeconfig", kubeconfig.toString(), "--namespace", aws.namespace()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
    return output;
  }
}
