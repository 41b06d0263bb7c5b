package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Services that share a load balancer, each by its host name: from create to curl, and back. */
@KubeEcsTest
class GatewaysTest {

  /** In JSON: version 1 of the AWS CLI does not know gateways. */
  @Test
  void aServiceBehindAGateway(AwsCli aws, KubernetesClient kubernetes) {
    EcsCalls ecs = new EcsCalls(aws.endpoint(), aws.account());
    aws.ecs("create-cluster", "--cluster-name", "demo");
    ecs.call(
        "CreateGateway",
        json(
            """
            {"name": "shop", "infrastructureRoleArn": "any", "deletionProtection": false,
             "configuration": {"hostSharedAlb": {}}}
            """));
    JsonNode association = json("{\"gateway\": \"shop\", \"cluster\": \"demo\"}");
    ecs.call("AssociateGatewayWithCluster", association);
    register(aws, "web", "nginx:1.27", "[\"nginx\", \"-g\", \"daemon off;\"]");
    ecs.call(
        "CreateService",
        json(
            """
            {"cluster": "demo", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
             "launchType": "FARGATE",
             "gatewayConnectors": [{"portName": "http", "deregistrationDelay": {"timeoutSeconds": 1}}],
             "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-default"]}}}
            """));
    JsonNode route =
        Awaitility.await("the route is ACTIVE and its task healthy")
            .atMost(Duration.ofMinutes(2))
            .until(
                () ->
                    ecs.call("ListGatewayRoutes", json("{\"service\": \"web\"}"))
                        .at("/gatewayRoutes/0"),
                found ->
                    found.path("status").asText().equals("ACTIVE")
                        && runningCount(aws, "demo", "web") == 1);
    JsonNode described =
        ecs.call(
                "DescribeGatewayRoute",
                json("{\"gatewayRouteArn\": %s}".formatted(route.get("gatewayRouteArn"))))
            .get("gatewayRoute");
    curl(aws, described.get("serviceUrl").asText(), "Welcome to nginx");
    assertThat(
            aws.elb("describe-load-balancers")
                .get("LoadBalancers")
                .findValuesAsText("LoadBalancerArn"))
        .containsExactly(described.at("/resources/hostSharedAlb/0/loadBalancerArn").asText());

    ecs.call("DisassociateGatewayFromCluster", association);
    aws.ecs("delete-service", "--cluster", "demo", "--service", "web", "--force");
    nothingIsLeft(aws, kubernetes);
    ecs.call("DeleteGateway", json("{\"gateway\": \"shop\"}"));
    assertThat(ecs.attempt("DescribeGateway", json("{\"gateway\": \"shop\"}")).errorCode())
        .isEqualTo("GatewayNotFoundException");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  @Test
  void anExpressServiceFromItsImageToCurl(AwsCli aws, KubernetesClient kubernetes) {
    aws.ecs("create-cluster", "--cluster-name", "demo");
    String role = "arn:aws:iam::" + aws.account() + ":role/express";
    JsonNode created =
        aws.ecs(
                "create-express-gateway-service",
                "--cluster",
                "demo",
                "--service-name",
                "hello",
                "--infrastructure-role-arn",
                role,
                "--execution-role-arn",
                role,
                "--health-check-path",
                "/",
                "--scaling-target",
                "minTaskCount=1,maxTaskCount=1",
                "--primary-container",
                page("one"))
            .get("service");
    String arn = created.get("serviceArn").asText();
    String endpoint = created.at("/activeConfigurations/0/ingressPaths/0/endpoint").asText();
    curl(aws, "http://" + endpoint, "page one");
    assertThat(express(aws, arn).at("/status/statusCode").asText()).isEqualTo("ACTIVE");

    aws.ecs(
        "update-express-gateway-service", "--service-arn", arn, "--primary-container", page("two"));
    Awaitility.await("the second revision alone has tasks")
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> express(aws, arn).get("activeConfigurations"),
            active ->
                active.size() == 1
                    && active.at("/0/taskDefinitionArn").asText().endsWith(":2")
                    && runningCount(aws, "demo", "hello") == 1);
    curl(aws, "http://" + endpoint, "page two");

    aws.ecs("delete-express-gateway-service", "--service-arn", arn);
    nothingIsLeft(aws, kubernetes);
    assertThat(aws.refused("describe-express-gateway-service", "--service-arn", arn))
        .contains("(ResourceNotFoundException)");
  }

  private static JsonNode express(AwsCli aws, String arn) {
    return aws.ecs("describe-express-gateway-service", "--service-arn", arn).get("service");
  }

  private static String page(String name) {
    return """
        {"image": "nginx:1.27", "command": ["sh", "-c",
         "echo page %s > /usr/share/nginx/html/index.html && exec nginx -g 'daemon off;'"]}
        """
        .formatted(name);
  }

  private static void register(AwsCli aws, String family, String image, String command) {
    Tasks.define(
        aws,
        family,
        """
        [{"name": "main", "image": "%s", "command": %s, "stopTimeout": 2,
          "portMappings": [{"containerPort": 80, "name": "http"}]}]
        """
            .formatted(image, command));
  }

  /** From within the cluster, whose DNS knows the name. */
  private static void curl(AwsCli aws, String url, String expected) {
    register(
        aws,
        "curl",
        "nginx:1.27",
        "[\"sh\", \"-c\", \"curl --retry 20 --retry-delay 1 --retry-all-errors -sSf %s | grep '%s'\"]"
            .formatted(url, expected));
    JsonNode stopped = Tasks.stopped(aws, "demo", Tasks.run(aws, "demo", "curl"));
    assertThat(stopped.at("/containers/0/exitCode").asInt(-1))
        .as("the exit code of curl " + url + ", which looks for " + expected)
        .isZero();
  }

  private static int runningCount(AwsCli aws, String cluster, String service) {
    return aws.ecs("describe-services", "--cluster", cluster, "--services", service)
        .at("/services/0/runningCount")
        .asInt();
  }

  private static void nothingIsLeft(AwsCli aws, KubernetesClient kubernetes) {
    Awaitility.await("no Pod and no part of a load balancer is left")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(left(kubernetes, aws.namespace())).isEmpty());
  }

  private static List<String> left(KubernetesClient kubernetes, String namespace) {
    return Stream.concat(
            Stream.of("LoadBalancer", "Listener", "ListenerRule", "TargetGroup")
                .flatMap(
                    kind ->
                        kubernetes
                            .genericKubernetesResources("kube-ecs.dev/v1alpha1", kind)
                            .inNamespace(namespace)
                            .list()
                            .getItems()
                            .stream()),
            Stream.of(
                    running(kubernetes, namespace),
                    kubernetes.services().inNamespace(namespace).list().getItems())
                .flatMap(List::stream))
        .map(object -> object.getKind() + " " + ((HasMetadata) object).getMetadata().getName())
        .toList();
  }

  /** Those of tasks that have ended by themselves are there for a while. */
  private static List<Pod> running(KubernetesClient kubernetes, String namespace) {
    return kubernetes.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> !pod.getStatus().getPhase().equals("Succeeded"))
        .toList();
  }
}
