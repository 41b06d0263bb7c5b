package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The deployment circuit breaker by the AWS CLI: a program that ends at once is given up, and the
 * service deployment tells what happened.
 */
@KubeEcsTest
class RollbackTest {

  private static final String REASON =
      "Service deployment rolled back because the circuit breaker threshold was exceeded.";

  @Test
  void aDeploymentThatFailsIsRolledBack(AwsCli aws) {
    aws.ecs("create-cluster", "--cluster-name", "demo");
    register(aws, "trap 'exit 0' TERM; sleep 3600 & wait");
    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "app",
        "--task-definition",
        "app",
        "--desired-count",
        "2",
        "--launch-type",
        "FARGATE",
        "--deployment-configuration",
        "deploymentCircuitBreaker={enable=true,rollback=true,thresholdConfiguration={type=COUNT,value=2}}",
        "--network-configuration",
        "awsvpcConfiguration={subnets=[subnet-default]}");
    JsonNode first = await(aws, "SUCCESSFUL");
    assertThat(first.get("deploymentCircuitBreaker").get("status").asText())
        .isEqualTo("MONITORING_COMPLETE");

    register(aws, "exit 1");
    aws.ecs("update-service", "--cluster", "demo", "--service", "app", "--task-definition", "app");
    JsonNode failed = await(aws, "ROLLBACK_SUCCESSFUL");
    assertThat(failed.get("statusReason").asText()).isEqualTo(REASON);
    assertThat(failed.at("/rollback/reason").asText()).isEqualTo(REASON);
    assertThat(failed.at("/rollback/serviceRevisionArn").asText())
        .isEqualTo(first.at("/targetServiceRevision/arn").asText())
        .isEqualTo(failed.at("/sourceServiceRevisions/0/arn").asText());
    assertThat(failed.at("/deploymentCircuitBreaker/status").asText()).isEqualTo("TRIGGERED");
    assertThat(failed.at("/deploymentCircuitBreaker/failureCount").asInt())
        .isEqualTo(failed.at("/deploymentCircuitBreaker/threshold").asInt())
        .isEqualTo(2);

    JsonNode service =
        aws.ecs("describe-services", "--cluster", "demo", "--services", "app").at("/services/0");
    assertThat(service.get("taskDefinition").asText()).endsWith("task-definition/app:1");
    assertThat(service.get("deployments")).hasSize(1);
    assertThat(service.at("/deployments/0/rolloutState").asText()).isEqualTo("COMPLETED");
    assertThat(service.get("events").findValuesAsText("message"))
        .anyMatch(message -> message.endsWith(" deployment failed: tasks failed to start."))
        .contains(
            "(service app) rolling back to deployment "
                + service.at("/deployments/0/id").asText()
                + ".");
    assertThat(
            aws.ecs("list-service-deployments", "--cluster", "demo", "--service", "app")
                .get("serviceDeployments")
                .findValuesAsText("status"))
        .as("the newest first")
        .containsExactly("ROLLBACK_SUCCESSFUL", "SUCCESSFUL");
  }

  private static void register(AwsCli aws, String command) {
    Tasks.define(
        aws,
        "app",
        """
        [{"name": "app", "image": "busybox:1.36", "command": ["sh", "-c", "%s"]}]
        """
            .formatted(command));
  }

  /** Waits until the newest service deployment has come to that, and describes it. */
  private static JsonNode await(AwsCli aws, String status) {
    JsonNode newest =
        Awaitility.await("the newest service deployment is " + status)
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () ->
                    aws.ecs("list-service-deployments", "--cluster", "demo", "--service", "app")
                        .at("/serviceDeployments/0"),
                brief -> brief.path("status").asText().equals(status));
    return aws.ecs(
            "describe-service-deployments",
            "--service-deployment-arns",
            newest.get("serviceDeploymentArn").asText())
        .at("/serviceDeployments/0");
  }
}
