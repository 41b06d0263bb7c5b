package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a client sends, it is told AWS's code and what is wrong, and nothing is half-written.
 */
@KubeEcsTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CONTAINER =
      "\"containerDefinitions\":[{\"name\":\"a\",\"image\":\"b\",\"memory\":64}]";

  private final AwsCli aws;
  private final KubernetesClient client;

  BadInputTest(AwsCli aws, KubernetesClient client) {
    this.aws = aws;
    this.client = client;
    aws.ecs("create-cluster", "--cluster-name", "demo");
    aws.ecs(
        "register-task-definition",
        "--cli-input-json",
        "file://" + Checkout.file("examples/hello/task-definition.json"));
    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "twice",
        "--task-definition",
        "hello",
        "--desired-count",
        "0",
        "--launch-type",
        "FARGATE",
        "--network-configuration",
        "awsvpcConfiguration={subnets=[subnet-default]}");
  }

  static List<Arguments> requests() {
    return List.of(
        Arguments.of("InventTask", "{}", "UnknownOperationException", ""),
        Arguments.of("RunTask", "{\"cluster\":", "SerializationException", ""),
        Arguments.of("RunTask", "[]", "SerializationException", ""),
        Arguments.of(
            "RunTask",
            "{\"taskDefinition\":\"hello\",\"count\":\"many\"}",
            "SerializationException",
            "count"),
        Arguments.of(
            "RunTask",
            "{\"cluster\":\"demo\"}",
            "InvalidParameterException|ClientException",
            "taskDefinition"),
        Arguments.of(
            "RunTask",
            "{\"cluster\":\"absent\",\"taskDefinition\":\"hello\"}",
            "ClusterNotFoundException",
            "luster"),
        Arguments.of(
            "RunTask",
            "{\"cluster\":\"demo\",\"taskDefinition\":\"absent\"}",
            "ClientException|InvalidParameterException",
            "ask"),
        Arguments.of(
            "RegisterTaskDefinition",
            "{\"family\":\"f\",\"requiresCompatibilities\":[\"FARGATE\"],\"networkMode\":\"awsvpc\",\"cpu\":\"300\",\"memory\":\"512\","
                + CONTAINER
                + "}",
            "ClientException",
            "(?i)cpu"),
        Arguments.of(
            "RegisterTaskDefinition",
            "{\"family\":\"a/b;c\"," + CONTAINER + "}",
            "ClientException|InvalidParameterException",
            "(?i)family"),
        Arguments.of(
            "RegisterTaskDefinition",
            "{\"family\":\"f\",\"networkMode\":\"avian\"," + CONTAINER + "}",
            "ClientException|InvalidParameterException",
            "networkMode"),
        Arguments.of(
            "CreateCluster", "{\"clusterName\":\"../../etc\"}",
            "ClientException|InvalidParameterException", "(?i)cluster"),
        Arguments.of(
            "CreateCluster",
            "{\"clusterName\":\"" + "x".repeat(10_000) + "\"}",
            "ClientException|InvalidParameterException",
            "(?i)cluster"),
        Arguments.of(
            "CreateService",
            "{\"cluster\":\"demo\",\"serviceName\":\"twice\",\"taskDefinition\":\"hello\",\"desiredCount\":3,\"launchType\":\"FARGATE\","
                + "\"networkConfiguration\":{\"awsvpcConfiguration\":{\"subnets\":[\"subnet-default\"]}}}",
            "InvalidParameterException",
            "not idempotent"),
        Arguments.of(
            "DescribeServices",
            "{\"cluster\":\"absent\",\"services\":[\"a\"]}",
            "ClusterNotFoundException",
            "luster"),
        Arguments.of(
            "UpdateService",
            "{\"cluster\":\"demo\",\"service\":\"absent\"}",
            "ServiceNotFoundException",
            "ervice"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("requests")
  void isAnsweredWithAwsCodeAndTheField(String operation, String body, String codes, String naming)
      throws Exception {
    List<GenericKubernetesResource> before = everything();
    HttpResponse<String> response = post(operation, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body())
        .containsPattern("\"__type\":\"[^\"]*(" + codes + ")\"")
        .containsPattern(naming)
        .doesNotContain("java.", "\tat ", "io.fabric8");
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(everything()).hasSameSizeAs(before);
  }

  @Test
  void aBodyOfTenMegabytesIsRefused() throws Exception {
    HttpResponse<String> response =
        post("CreateCluster", "{\"clusterName\":\"" + "x".repeat(10 << 20) + "\"}");
    assertThat(response.statusCode()).isBetween(400, 499);
    assertThat(response.body()).contains("__type");
  }

  @Test
  void aManifestGetsTheSameRules() {
    GenericKubernetesResource definition = new GenericKubernetesResource();
    definition.setApiVersion("kube-ecs.dev/v1alpha1");
    definition.setKind("TaskDefinition");
    definition.setMetadata(
        new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
            .withName("hostile")
            .withNamespace(aws.namespace())
            .build());
    definition.setAdditionalProperty(
        "spec",
        Map.of(
            "networkMode",
            "avian",
            "containerDefinitions",
            List.of(Map.of("name", "a", "image", "b"))));
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> client.resource(definition).create()))
        .hasMessageContaining("networkMode");
  }

  private List<GenericKubernetesResource> everything() {
    return List.of("EcsCluster", "TaskDefinitionRevision", "EcsService", "EcsTask").stream()
        .flatMap(
            kind ->
                client
                    .genericKubernetesResources("kube-ecs.dev/v1alpha1", kind)
                    .inNamespace(aws.namespace())
                    .list()
                    .getItems()
                    .stream())
        .toList();
  }

  private HttpResponse<String> post(String operation, String body) throws Exception {
    URI endpoint = aws.endpoint();
    return HTTP.send(
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential="
                    + aws.account()
                    + "/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
