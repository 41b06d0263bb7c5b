package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A blue/green deployment by the AWS CLI: a Job migrates what the new tasks need, they are reached
 * by the test listener, somebody approves, and the production listener follows.
 */
@KubeEcsTest
class BlueGreenTest {

  @Test
  void testTrafficComesFirst(AwsCli aws, KubernetesClient client) throws IOException {
    Shop shop = Shop.open(aws);
    try (InputStream migrate =
        Files.newInputStream(Checkout.file("examples/blue-green/migrate.yaml"))) {
      client.load(migrate).inNamespace(aws.namespace()).create();
    }
    shop.createService(
        """
        [{"targetGroupArn": "%s", "containerName": "echo", "containerPort": 5678,
          "advancedConfiguration": {"alternateTargetGroupArn": "%s", "productionListenerRule": "%s",
            "testListenerRule": "%s", "roleArn": "arn:aws:iam::000000000000:role/ecs"}}]
        """
            .formatted(shop.blue(), shop.green(), shop.production(), shop.test()),
        "--deployment-configuration",
        "strategy=BLUE_GREEN,bakeTimeInMinutes=0");
    deployment(aws, d -> d.get("status").asText().equals("SUCCESSFUL"));
    assertThat(shop.get(80)).isEqualTo("blue");

    shop.register("green");
    aws.ecs(
        "update-service",
        "--cluster",
        "demo",
        "--service",
        "shop",
        "--task-definition",
        "shop",
        "--deployment-configuration",
        "file://" + Checkout.file("examples/blue-green/deployment-configuration.json"));
    JsonNode waiting =
        deployment(
            aws,
            d ->
                d.at("/lifecycleHookDetails/0/status").asText().equals("AWAITING_ACTION")
                    && d.get("status").asText().equals("IN_PROGRESS"));
    assertThat(client.batch().v1().jobs().inNamespace(aws.namespace()).list().getItems())
        .singleElement()
        .satisfies(migration -> assertThat(migration.getStatus().getSucceeded()).isEqualTo(1));
    assertThat(waiting.get("lifecycleStage").asText()).isEqualTo("POST_TEST_TRAFFIC_SHIFT");
    assertThat(shop.get(8080)).isEqualTo("green");
    assertThat(shop.get(80)).isEqualTo("blue");
    JsonNode target = waiting.get("targetServiceRevision");
    assertThat(target.get("requestedTestTrafficWeight").asInt()).isEqualTo(100);
    assertThat(target.get("requestedProductionTrafficWeight").asInt()).isZero();

    aws.ecs(
        "continue-service-deployment",
        "--service-deployment-arn",
        waiting.get("serviceDeploymentArn").asText(),
        "--hook-id",
        waiting.at("/lifecycleHookDetails/0/hookId").asText());
    JsonNode done = deployment(aws, d -> d.get("status").asText().equals("SUCCESSFUL"));
    assertThat(done.get("serviceDeploymentArn")).isEqualTo(waiting.get("serviceDeploymentArn"));
    assertThat(shop.get(80)).isEqualTo("green");
    JsonNode resolved =
        aws.ecs("describe-service-revisions", "--service-revision-arns", target.get("arn").asText())
            .at("/serviceRevisions/0/resolvedConfiguration/loadBalancers/0");
    assertThat(resolved.get("targetGroupArn").asText()).isEqualTo(shop.green());
    assertThat(resolved.get("productionListenerRule").asText()).isEqualTo(shop.production());
    assertThat(
            aws.elb("describe-listeners", "--listener-arns", shop.production())
                .at("/Listeners/0/DefaultActions/0/ForwardConfig/TargetGroups"))
        .anySatisfy(
            group -> {
              assertThat(group.get("TargetGroupArn").asText()).isEqualTo(shop.green());
              assertThat(group.get("Weight").asInt()).isEqualTo(100);
            });
  }

  /** The newest deployment, once it is so. */
  private static JsonNode deployment(AwsCli aws, Predicate<JsonNode> condition) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              JsonNode listed =
                  aws.ecs("list-service-deployments", "--cluster", "demo", "--service", "shop");
              String arn = listed.at("/serviceDeployments/0/serviceDeploymentArn").asText();
              return arn.isEmpty()
                  ? listed
                  : aws.ecs("describe-service-deployments", "--service-deployment-arns", arn)
                      .at("/serviceDeployments/0");
            },
            found -> found.has("status") && condition.test(found));
  }
}
