package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A blue/green deployment by the AWS CLI: the new tasks are reached by the test listener, somebody
 * approves, and the production listener follows.
 */
@KubeEcsTest
class BlueGreenTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PAUSE =
      """
      {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0,
       "lifecycleHooks": [{"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}]}
      """;

  @Test
  void testTrafficComesFirst(AwsCli aws) {
    String loadBalancer =
        aws.elb("create-load-balancer", "--name", "shop", "--subnets", "subnet-a", "subnet-b")
            .at("/LoadBalancers/0/LoadBalancerArn")
            .asText();
    String blue = targetGroup(aws, "blue");
    String green = targetGroup(aws, "green");
    String production = listener(aws, loadBalancer, blue, 80);
    String test = listener(aws, loadBalancer, blue, 8080);
    aws.ecs("create-cluster", "--cluster-name", "demo");
    register(aws, "blue");
    aws.elb("wait", "load-balancer-available", "--load-balancer-arns", loadBalancer);
    String address =
        aws.elb("describe-load-balancers", "--names", "shop")
            .at("/LoadBalancers/0/AvailabilityZones/0/LoadBalancerAddresses")
            .findValuesAsText("IpAddress")
            .getLast();

    String[] create = create(blue, green, production, test);
    aws.ecs(create);
    deployment(aws, d -> d.get("status").asText().equals("SUCCESSFUL"));
    assertThat(get(address, 80)).isEqualTo("blue");

    register(aws, "green");
    aws.ecs(
        "update-service",
        "--cluster",
        "demo",
        "--service",
        "shop",
        "--task-definition",
        "shop",
        "--deployment-configuration",
        PAUSE);
    JsonNode waiting =
        deployment(
            aws,
            d ->
                d.at("/lifecycleHookDetails/0/status").asText().equals("AWAITING_ACTION")
                    && d.get("status").asText().equals("IN_PROGRESS"));
    assertThat(waiting.get("lifecycleStage").asText()).isEqualTo("POST_TEST_TRAFFIC_SHIFT");
    assertThat(get(address, 8080)).isEqualTo("green");
    assertThat(get(address, 80)).isEqualTo("blue");
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
    assertThat(get(address, 80)).isEqualTo("green");
    assertThat(
            aws.elb("describe-listeners", "--listener-arns", production)
                .at("/Listeners/0/DefaultActions/0/ForwardConfig/TargetGroups"))
        .anySatisfy(
            group -> {
              assertThat(group.get("TargetGroupArn").asText()).isEqualTo(green);
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

  private static String targetGroup(AwsCli aws, String name) {
    String arn =
        aws.elb(
                "create-target-group",
                "--name",
                name,
                "--protocol",
                "HTTP",
                "--port",
                "80",
                "--vpc-id",
                "vpc-1",
                "--target-type",
                "ip")
            .at("/TargetGroups/0/TargetGroupArn")
            .asText();
    aws.elb(
        "modify-target-group-attributes",
        "--target-group-arn",
        arn,
        "--attributes",
        "Key=deregistration_delay.timeout_seconds,Value=2");
    return arn;
  }

  private static String listener(AwsCli aws, String loadBalancer, String targetGroup, int port) {
    return aws.elb(
            "create-listener",
            "--load-balancer-arn",
            loadBalancer,
            "--protocol",
            "HTTP",
            "--port",
            String.valueOf(port),
            "--default-actions",
            "Type=forward,TargetGroupArn=" + targetGroup)
        .at("/Listeners/0/ListenerArn")
        .asText();
  }

  private static void register(AwsCli aws, String text) {
    aws.ecs(
        "register-task-definition",
        "--family",
        "shop",
        "--requires-compatibilities",
        "FARGATE",
        "--network-mode",
        "awsvpc",
        "--cpu",
        "256",
        "--memory",
        "512",
        "--container-definitions",
        """
        [{"name": "echo", "image": "hashicorp/http-echo:1.0", "command": ["-text=%s"],
          "portMappings": [{"containerPort": 5678}]}]
        """
            .formatted(text));
  }

  private static String[] create(String blue, String green, String production, String test) {
    return new String[] {
      "create-service",
      "--cluster",
      "demo",
      "--service-name",
      "shop",
      "--task-definition",
      "shop",
      "--desired-count",
      "1",
      "--launch-type",
      "FARGATE",
      "--deployment-configuration",
      "strategy=BLUE_GREEN,bakeTimeInMinutes=0",
      "--load-balancers",
      """
      [{"targetGroupArn": "%s", "containerName": "echo", "containerPort": 5678,
        "advancedConfiguration": {"alternateTargetGroupArn": "%s", "productionListenerRule": "%s",
          "testListenerRule": "%s", "roleArn": "arn:aws:iam::000000000000:role/ecs"}}]
      """
          .formatted(blue, green, production, test),
      "--network-configuration",
      "awsvpcConfiguration={subnets=[subnet-default]}"
    };
  }

  private static String get(String address, int port) {
    return Awaitility.await("the load balancer answers")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () ->
                HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/"))
                        .build(),
                    BodyHandlers.ofString()),
            answer -> answer.statusCode() == 200)
        .body()
        .strip();
  }
}
