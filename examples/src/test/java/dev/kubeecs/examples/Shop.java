package dev.kubeecs.examples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A load balancer with two target groups and two listeners, made by the AWS CLI, for a service that
 * says which of its task definitions answers.
 *
 * @param address of the load balancer
 * @param blue ARN of the target group that both listeners forward to at first
 * @param green ARN of the other
 * @param production ARN of the listener at port 80
 * @param test ARN of the listener at port 8080
 */
record Shop(
    AwsCli aws,
    LoadBalancerAddress address,
    String blue,
    String green,
    String production,
    String test) {

  /** Makes all of it, with the cluster {@code demo} and a task definition that says blue. */
  static Shop open(AwsCli aws) {
    String loadBalancer =
        aws.elb("create-load-balancer", "--name", "shop", "--subnets", "subnet-a", "subnet-b")
            .at("/LoadBalancers/0/LoadBalancerArn")
            .asText();
    String blue = targetGroup(aws, "blue");
    String green = targetGroup(aws, "green");
    String production = listener(aws, loadBalancer, blue, 80);
    String test = listener(aws, loadBalancer, blue, 8080);
    aws.ecs("create-cluster", "--cluster-name", "demo");
    aws.elb("wait", "load-balancer-available", "--load-balancer-arns", loadBalancer);
    LoadBalancerAddress address = LoadBalancerAddress.of(aws, "shop");
    Shop shop = new Shop(aws, address, blue, green, production, test);
    shop.register("blue");
    return shop;
  }

  /** Registers a task definition that answers with that text; its ARN. */
  String register(String text) {
    return aws.ecs("register-task-definition", "--cli-input-json", definition(text))
        .at("/taskDefinition/taskDefinitionArn")
        .asText();
  }

  /** A task definition that answers with that text. */
  static String definition(String text) {
    return """
    {"family": "shop", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc",
     "cpu": "256", "memory": "512",
     "containerDefinitions": [
       {"name": "echo", "image": "hashicorp/http-echo:1.0", "command": ["-text=%s"],
        "portMappings": [{"containerPort": 5678}]}]}
    """
        .formatted(text);
  }

  /** Makes a service of one task behind these load balancers, with these options too. */
  void createService(String loadBalancers, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
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
                "--load-balancers",
                loadBalancers,
                "--network-configuration",
                "awsvpcConfiguration={subnets=[subnet-default]}"));
    command.addAll(List.of(options));
    aws.ecs(command.toArray(String[]::new));
  }

  /** What the listener at that port answers. */
  String get(int port) {
    return address.get(port, "/").body().strip();
  }

  /** Waits until the listener at that port answers so: a connection may be older than a shift. */
  void answers(int port, String text) {
    Awaitility.await("port " + port + " answers " + text)
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(port), text::equals);
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
}
