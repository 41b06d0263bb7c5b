package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose deployments are CodeDeploy's, as a pipeline has it: all by the AWS CLI. */
@KubeEcsTest
class CodeDeployTest {

  @Test
  void aPipelineThatUsesCodeDeployWorksUnchanged(AwsCli aws, @TempDir Path folder)
      throws IOException {
    Shop shop = Shop.open(aws);
    shop.createService(
        "targetGroupArn=%s,containerName=echo,containerPort=5678".formatted(shop.blue()),
        "--deployment-controller",
        "type=CODE_DEPLOY");
    aws.deploy("create-application", "--application-name", "shop", "--compute-platform", "ECS");
    createGroup(shop);
    taskSets(aws, sets -> sets.at("/0/stabilityStatus").asText().equals("STEADY_STATE"));
    assertThat(shop.get(80)).isEqualTo("blue");
    assertThat(updateRefused(aws, "--force-new-deployment"))
        .contains("InvalidParameterException", "Use AWS CodeDeploy to trigger a new deployment");

    CompletableFuture<AwsCli.Result> pipeline = deploy(aws, folder);
    String first = firstDeployment(aws);
    assertThat(first).matches("d-[A-Z0-9]{9}");
    deployment(aws, first, d -> d.get("instanceTerminationWaitTimeStarted").asBoolean());
    shop.answers(80, "green");
    aws.deploy(
        "continue-deployment",
        "--deployment-id",
        first,
        "--deployment-wait-type",
        "TERMINATION_WAIT");
    aws.deploy("wait", "deployment-successful", "--deployment-id", first);
    JsonNode sets = taskSets(aws, all -> all.size() == 1);
    assertThat(sets.at("/0/status").asText()).isEqualTo("PRIMARY");
    assertThat(sets.at("/0/externalId").asText()).isEqualTo(first);
    assertThat(sets.at("/0/taskDefinition").asText()).endsWith("task-definition/shop:2");
    assertThat(sets.at("/0/loadBalancers/0/targetGroupArn").asText()).isEqualTo(shop.green());

    awaitApproval(aws);
    String canary = shop.register("canary");
    String second = aws.deploy(creation(canary)).get("deploymentId").asText();
    deployment(aws, second, d -> d.get("status").asText().equals("Ready"));
    shop.answers(8080, "canary");
    assertThat(shop.get(80)).isEqualTo("green");
    assertThat(aws.deployRefused(creation(canary)))
        .contains("DeploymentLimitExceededException", second);
    aws.deploy("continue-deployment", "--deployment-id", second);
    JsonNode target = target(aws, second, found -> weight(found, "Green") == 10);
    assertThat(weight(target, "Blue")).isEqualTo(90);
    aws.deploy("stop-deployment", "--deployment-id", second, "--auto-rollback-enabled");
    deployment(aws, second, d -> d.get("status").asText().equals("Stopped"));
    taskSets(aws, all -> all.size() == 1 && all.at("/0/externalId").asText().equals(first));
    shop.answers(80, "green");
    assertThat(deployments(aws)).extracting(JsonNode::asText).containsExactly(second, first);

    AwsCli.Result told = pipeline.join();
    assertThat(told.exitCode()).as(told.errors()).isZero();
    assertThat(told.output()).contains("Successfully deployed");
  }

  /** {@code aws ecs deploy}, which registers, deploys and waits. */
  private static CompletableFuture<AwsCli.Result> deploy(AwsCli aws, Path folder)
      throws IOException {
    Path definition =
        Files.writeString(folder.resolve("task-definition.json"), Shop.definition("green"));
    Path appSpec =
        Files.writeString(folder.resolve("appspec.yaml"), appSpec("replaced by the AWS CLI"));
    return CompletableFuture.supplyAsync(
        () ->
            aws.program(
                AwsCli.tool("aws"),
                "ecs",
                "deploy",
                "--cluster",
                "demo",
                "--service",
                "shop",
                "--codedeploy-application",
                "shop",
                "--codedeploy-deployment-group",
                "production",
                "--task-definition",
                definition.toString(),
                "--codedeploy-appspec",
                appSpec.toString()));
  }

  private static JsonNode deployments(AwsCli aws) {
    return aws.deploy(
            "list-deployments",
            "--application-name",
            "shop",
            "--deployment-group-name",
            "production")
        .get("deployments");
  }

  private static String firstDeployment(AwsCli aws) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> deployments(aws), found -> found.size() == 1)
        .get(0)
        .asText();
  }

  private static void awaitApproval(AwsCli aws) {
    aws.deploy(
        "update-deployment-group",
        "--application-name",
        "shop",
        "--current-deployment-group-name",
        "production",
        "--deployment-config-name",
        "CodeDeployDefault.ECSCanary10Percent15Minutes",
        "--blue-green-deployment-configuration",
        """
        {"deploymentReadyOption":
           {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 60}}
        """);
  }

  private static void createGroup(Shop shop) {
    shop.aws()
        .deploy(
            "create-deployment-group",
            "--application-name",
            "shop",
            "--deployment-group-name",
            "production",
            "--service-role-arn",
            "arn:aws:iam::000000000000:role/codedeploy",
            "--deployment-config-name",
            "CodeDeployDefault.ECSAllAtOnce",
            "--deployment-style",
            "deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL",
            "--ecs-services",
            "serviceName=shop,clusterName=demo",
            "--blue-green-deployment-configuration",
            """
            {"terminateBlueInstancesOnDeploymentSuccess":
               {"action": "TERMINATE", "terminationWaitTimeInMinutes": 5},
             "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"}}
            """,
            "--auto-rollback-configuration",
            "enabled=true,events=DEPLOYMENT_FAILURE,DEPLOYMENT_STOP_ON_REQUEST",
            "--load-balancer-info",
            """
            {"targetGroupPairInfoList": [{
               "targetGroups": [{"name": "blue"}, {"name": "green"}],
               "prodTrafficRoute": {"listenerArns": ["%s"]},
               "testTrafficRoute": {"listenerArns": ["%s"]}}]}
            """
                .formatted(shop.production(), shop.test()));
  }

  private static String appSpec(String taskDefinition) {
    return """
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: "%s"
            LoadBalancerInfo:
              ContainerName: echo
              ContainerPort: 5678
    """
        .formatted(taskDefinition);
  }

  private static String[] creation(String taskDefinition) {
    return new String[] {
      "create-deployment",
      "--application-name",
      "shop",
      "--deployment-group-name",
      "production",
      "--revision",
      """
      {"revisionType": "AppSpecContent", "appSpecContent": {"content": %s}}
      """
          .formatted(TextNode.valueOf(appSpec(taskDefinition)))
    };
  }

  /** The target of a deployment, once it is so. */
  private static JsonNode target(AwsCli aws, String id, Predicate<JsonNode> condition) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                aws.deploy(
                        "get-deployment-target", "--deployment-id", id, "--target-id", "demo:shop")
                    .at("/deploymentTarget/ecsTarget"),
            condition);
  }

  /** The deployment, once it is so. */
  private static JsonNode deployment(AwsCli aws, String id, Predicate<JsonNode> condition) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> aws.deploy("get-deployment", "--deployment-id", id).get("deploymentInfo"),
            condition);
  }

  /** Percent of production traffic that a task set has. */
  private static double weight(JsonNode target, String label) {
    return target
        .path("taskSetsInfo")
        .valueStream()
        .filter(set -> set.get("taskSetLabel").asText().equals(label))
        .mapToDouble(set -> set.get("trafficWeight").asDouble())
        .findFirst()
        .orElse(-1);
  }

  private static String updateRefused(AwsCli aws, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("update-service", "--cluster", "demo", "--service", "shop"));
    all.addAll(List.of(arguments));
    return aws.refused(all.toArray(String[]::new));
  }

  /** The task sets of the service, once they are so. */
  private static JsonNode taskSets(AwsCli aws, Predicate<JsonNode> condition) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                aws.ecs("describe-services", "--cluster", "demo", "--services", "shop")
                    .at("/services/0/taskSets"),
            condition);
  }
}
