package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The two-container web application behind an Application Load Balancer, by the AWS CLI: from
 * create-load-balancer to curl, and back.
 */
@KubeEcsTest
class LoadBalancerLabTest {

  @Test
  void theWebApplicationBehindALoadBalancer(AwsCli aws) throws Exception {
    JsonNode loadBalancer =
        aws.elb("create-load-balancer", "--name", "Lab", "--subnets", "subnet-a", "subnet-b")
            .at("/LoadBalancers/0");
    String loadBalancerArn = loadBalancer.get("LoadBalancerArn").asText();
    String dnsName = loadBalancer.get("DNSName").asText();
    assertThat(loadBalancerArn)
        .matches(
            "arn:aws:elasticloadbalancing:us-east-1:"
                + aws.account()
                + ":loadbalancer/app/Lab/[0-9a-f]{16}");
    assertThat(loadBalancer.at("/State/Code").asText()).isEqualTo("provisioning");
    String targetGroupArn =
        aws.elb(
                "create-target-group",
                "--name",
                "lab",
                "--protocol",
                "HTTP",
                "--port",
                "80",
                "--vpc-id",
                "vpc-1",
                "--target-type",
                "ip",
                "--health-check-path",
                "/",
                "--health-check-interval-seconds",
                "5",
                "--health-check-timeout-seconds",
                "2")
            .at("/TargetGroups/0/TargetGroupArn")
            .asText();
    aws.elb(
        "modify-target-group-attributes",
        "--target-group-arn",
        targetGroupArn,
        "--attributes",
        "Key=deregistration_delay.timeout_seconds,Value=3");

    aws.ecs("create-cluster", "--cluster-name", "demo");
    aws.ecs(
        "register-task-definition",
        "--cli-input-json",
        "file://" + Checkout.file("examples/web/task-definition.json"));
    assertThat(aws.refused(service(targetGroupArn, "80")))
        .contains(
            "(InvalidParameterException)",
            "The target group with targetGroupArn "
                + targetGroupArn
                + " does not have an associated load balancer.");
    JsonNode listener =
        aws.elb(
                "create-listener",
                "--load-balancer-arn",
                loadBalancerArn,
                "--protocol",
                "HTTP",
                "--port",
                "80",
                "--default-actions",
                "Type=forward,TargetGroupArn=" + targetGroupArn)
            .at("/Listeners/0");
    assertThat(listener.at("/DefaultActions/0/TargetGroupArn").asText()).isEqualTo(targetGroupArn);
    assertThat(aws.refused(service(targetGroupArn, "81")))
        .contains("The container nginx did not have a container port 81 defined.");
    refusesWhatIsAgainstTheRules(aws, listener.get("ListenerArn").asText(), targetGroupArn);
    aws.elb("wait", "load-balancer-available", "--load-balancer-arns", loadBalancerArn);
    LoadBalancerAddress address = LoadBalancerAddress.of(aws, "Lab");

    aws.ecs(service(targetGroupArn, "80"));
    aws.ecs("wait", "services-stable", "--cluster", "demo", "--services", "web");
    aws.elb("wait", "target-in-service", "--target-group-arn", targetGroupArn);
    HttpResponse<String> answer = address.get(80, "/greet");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"greeting\": \"hello from two containers\"", "\"path\": \"/greet\"");
    curlByName(aws, dnsName);
    JsonNode targets =
        aws.elb("describe-target-health", "--target-group-arn", targetGroupArn)
            .get("TargetHealthDescriptions");
    assertThat(targets)
        .hasSize(2)
        .allMatch(t -> t.at("/TargetHealth/State").asText().equals("healthy"));
    assertThat(
            aws.ecs("describe-services", "--cluster", "demo", "--services", "web")
                .at("/services/0/events")
                .findValuesAsText("message"))
        .anyMatch(
            m ->
                m.contains("registered") && m.endsWith("in (target-group " + targetGroupArn + ")"));

    assertThat(aws.elbRefused("delete-target-group", "--target-group-arn", targetGroupArn))
        .contains("(ResourceInUse)");
    aws.ecs("update-service", "--cluster", "demo", "--service", "web", "--desired-count", "0");
    aws.elb(
        "wait",
        "target-deregistered",
        "--target-group-arn",
        targetGroupArn,
        "--targets",
        "Id=" + targets.at("/0/Target/Id").asText(),
        "Id=" + targets.at("/1/Target/Id").asText());
    aws.ecs("delete-service", "--cluster", "demo", "--service", "web");
    aws.elb("delete-load-balancer", "--load-balancer-arn", loadBalancerArn);
    aws.elb("wait", "load-balancers-deleted", "--load-balancer-arns", loadBalancerArn);
    aws.elb("delete-target-group", "--target-group-arn", targetGroupArn);
    assertThat(aws.elbRefused("describe-target-groups", "--names", "lab"))
        .contains("(TargetGroupNotFound)");
  }

  /** In ELB's words; a classic load balancer is one that no account has. */
  private static void refusesWhatIsAgainstTheRules(
      AwsCli aws, String listenerArn, String targetGroupArn) {
    assertThat(
            aws.elbRefused(
                "register-targets",
                "--target-group-arn",
                targetGroupArn,
                "--targets",
                "Id=web.example.com"))
        .contains("(ValidationError)", "'web.example.com' is not a valid IPv4 address");
    assertThat(
            aws.elbRefused(
                "create-rule",
                "--listener-arn",
                listenerArn,
                "--priority",
                "1",
                "--conditions",
                "Field=source-ip,SourceIpConfig={Values=[10.0.0.1]}",
                "--actions",
                "Type=forward,TargetGroupArn=" + targetGroupArn))
        .contains("(ValidationError)", "'10.0.0.1' is not a valid CIDR block");
    String[] classic = service(targetGroupArn, "80");
    classic[Arrays.asList(classic).indexOf("--load-balancers") + 1] =
        "loadBalancerName=old,containerName=nginx,containerPort=80";
    assertThat(aws.refused(classic))
        .contains("(InvalidParameterException)", "load balancer old does not exist");
  }

  /** From within the cluster, whose DNS knows the name. */
  private static void curlByName(AwsCli aws, String dnsName) {
    Tasks.define(
        aws,
        "curl",
        """
        [{"name": "curl", "image": "nginx:1.27",
          "command": ["sh", "-c", "curl -sSf http://%s/greet | grep 'hello from two containers'"]}]
        """
            .formatted(dnsName));
    JsonNode stopped = Tasks.stopped(aws, "demo", Tasks.run(aws, "demo", "curl"));
    assertThat(stopped.at("/containers/0/exitCode").asInt(-1))
        .as("the exit code of curl http://" + dnsName)
        .isZero();
  }

  private static String[] service(String targetGroupArn, String port) {
    return new String[] {
      "create-service",
      "--cluster",
      "demo",
      "--service-name",
      "web",
      "--task-definition",
      "web",
      "--desired-count",
      "2",
      "--launch-type",
      "FARGATE",
      "--deployment-configuration",
      "minimumHealthyPercent=100,maximumPercent=200",
      "--load-balancers",
      "targetGroupArn=%s,containerName=nginx,containerPort=%s".formatted(targetGroupArn, port),
      "--network-configuration",
      "awsvpcConfiguration={subnets=[subnet-default]}"
    };
  }
}
