package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A service that is registered in Cloud Map, found by the API and by its name, by the AWS CLI. */
@KubeEcsTest
class ServiceDiscoveryTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void aServiceIsFoundByItsName(AwsCli aws) {
    // Names of two labels are for the whole cluster.
    String shop = "shop-" + aws.account() + ".internal";
    String operation =
        aws.discovery("create-private-dns-namespace", "--name", shop, "--vpc", "vpc-1")
            .get("OperationId")
            .asText();
    JsonNode done =
        Awaitility.await("the namespace is there")
            .atMost(PATIENCE)
            .until(
                () -> aws.discovery("get-operation", "--operation-id", operation).get("Operation"),
                found -> found.get("Status").asText().equals("SUCCESS"));
    String namespace = done.at("/Targets/NAMESPACE").asText();
    JsonNode service =
        aws.discovery(
                "create-service",
                "--name",
                "backend",
                "--namespace-id",
                namespace,
                "--dns-config",
                "DnsRecords=[{Type=A,TTL=10}]",
                "--health-check-custom-config",
                "FailureThreshold=1")
            .get("Service");

    aws.ecs("create-cluster", "--cluster-name", "demo");
    Tasks.define(
        aws,
        "backend",
        """
        [{"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPort": 80}]}]
        """);
    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "backend",
        "--task-definition",
        "backend",
        "--desired-count",
        "2",
        "--launch-type",
        "FARGATE",
        "--service-registries",
        "registryArn=" + service.get("Arn").asText(),
        "--network-configuration",
        "awsvpcConfiguration={subnets=[subnet-default]}");
    JsonNode instances =
        Awaitility.await("both tasks are instances")
            .atMost(PATIENCE)
            .until(() -> discovered(aws, shop), found -> found.size() == 2);
    assertThat(instances)
        .allSatisfy(
            instance -> {
              assertThat(instance.get("HealthStatus").asText()).isEqualTo("HEALTHY");
              assertThat(instance.at("/Attributes/ECS_SERVICE_NAME").asText()).isEqualTo("backend");
              assertThat(instance.at("/Attributes/AWS_INSTANCE_IPV4").asText()).isNotEmpty();
            });
    assertThat(aws.discoveryRefused("delete-service", "--id", service.get("Id").asText()))
        .contains("(ResourceInUse)");

    Tasks.define(
        aws,
        "client",
        """
        [{"name": "curl", "image": "nginx:1.27",
          "command": ["sh", "-c", "curl -sSf --retry 20 --retry-all-errors --retry-delay 1 http://backend.%s"]}]
        """
            .formatted(shop));
    JsonNode ended = Tasks.stopped(aws, "demo", Tasks.run(aws, "demo", "client"));
    assertThat(ended.at("/containers/0/exitCode").asInt(-1))
        .as("the exit code of curl http://backend." + shop)
        .isZero();

    aws.ecs("delete-service", "--cluster", "demo", "--service", "backend", "--force");
    Awaitility.await("no task is an instance")
        .atMost(PATIENCE)
        .until(() -> discovered(aws, shop).isEmpty());
    aws.discovery("delete-service", "--id", service.get("Id").asText());
    aws.discovery("delete-namespace", "--id", namespace);
    assertThat(aws.discoveryRefused("get-namespace", "--id", namespace))
        .contains("(NamespaceNotFound)");
  }

  private static JsonNode discovered(AwsCli aws, String namespace) {
    return aws.discovery(
            "discover-instances", "--namespace-name", namespace, "--service-name", "backend")
        .get("Instances");
  }
}
