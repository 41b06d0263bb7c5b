package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.elbv2.LoadBalancerStateEnum;
import dev.kubeecs.localcluster.ClusterKind;
import dev.kubeecs.localcluster.TestCluster;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.loadbalancing.Connection.Answer;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorProcess;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.operator.testing.ServiceDeployments;
import dev.kubeecs.resources.StatusWithConditions;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Application Load Balancers as Gateways, which Contour and Envoy serve. */
@OperatorTest
@Isolated // the operator has other settings; what is lost is counted
class GatewayApiIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> COLORS = List.of("blue", "green", "red");

  @TempDir Path folder;

  @BeforeEach
  void withTheGatewayApi(TestCluster cluster, TestNamespace namespace, OperatorProcess operator)
      throws Exception {
    assumeTrue(cluster.kind() == ClusterKind.LOCAL, "Pods can be reached from this machine");
    Contour.install(namespace.client());
    operator.restart(Map.of("KUBE_ECS_LOAD_BALANCER_GATEWAY_CLASS", Contour.CLASS));
  }

  @Test
  void rulesAreRoutes(TestCluster cluster, TestNamespace namespace) throws Exception {
    Manifests manifests = new Manifests(namespace);
    EchoPods pods = new EchoPods(namespace);
    COLORS.forEach(pods::run);
    secret(namespace);
    for (String color : COLORS) {
      manifests.apply(
          "TargetGroup",
          color,
          "{targetType: ip, port: 5678, healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2, targets: [{id: %s}]}"
              .formatted(pods.address(color)));
    }
    manifests.apply("LoadBalancer", "web", "{}");
    int http = Contour.freeListenerPort();
    int https = Contour.freeListenerPort();
    listener(manifests, "http", "protocol: HTTP, port: " + http, "blue");
    listener(
        manifests,
        "https",
        "protocol: HTTPS, port: %d, certificates: [{certificateArn: server}]".formatted(https),
        "green");
    rule(manifests, 5, "{httpHeaderConfig: {httpHeaderName: X-First, values: ['y*']}}", "red");
    rule(manifests, 10, "{field: path-pattern, values: [/api/*]}", "green");
    rule(manifests, 20, "{field: path-pattern, values: [/api/v1/x]}", "red");
    rule(manifests, 30, "{field: host-header, values: ['*.shop.example']}", "green");
    rule(
        manifests,
        40,
        "{httpRequestMethodConfig: {values: [DELETE]}}, {queryStringConfig: {values: [{key: size, value: 'x*'}]}}",
        "red");
    rule(manifests, 50, "{sourceIpConfig: {values: [10.0.0.0/8]}}", "red");
    act(
        manifests,
        60,
        "{field: path-pattern, values: [/old]}",
        "{type: redirect, redirectConfig: {host: example.com, port: '443', protocol: HTTPS, path: /new, statusCode: HTTP_302}}");
    act(
        manifests,
        70,
        "{field: path-pattern, values: [/split]}",
        "{type: forward, forwardConfig: {targetGroups: [{targetGroupArn: blue, weight: 80}, {targetGroupArn: red, weight: 20}]}}");
    try (Contour contour = Contour.start(cluster.kubeconfig(), namespace, "alb-web", folder)) {
      assertThat(manifests.address("web")).isEqualTo("127.0.0.1");
      awaitTaken(namespace, ListenerRule.class, "rule-70");
      awaitTaken(namespace, dev.kubeecs.resources.loadbalancing.Listener.class, "https");
      Awaitility.await("targets are healthy")
          .atMost(PATIENCE)
          .until(
              () ->
                  namespace.client().resources(TargetGroup.class).list().getItems().stream()
                      .allMatch(
                          group ->
                              Objects.equals(
                                  1,
                                  group.getStatus() == null
                                      ? null
                                      : group.getStatus().healthyCount())));
      Awaitility.await("the proxy has the targets")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(ask(http, "GET", "/", "Host: test").body()).isEqualTo("blue");
                assertThat(ask(http, "GET", "/api/", "Host: test").body()).isEqualTo("green");
                assertThat(ask(http, "GET", "/", "Host: test", "X-First: y").body())
                    .isEqualTo("red");
              });
      assertBody(http, "green", "GET", "/api/v1/x", "Host: test");
      assertBody(http, "blue", "GET", "/api", "Host: test");
      assertBody(http, "blue", "GET", "/apix", "Host: test");
      assertBody(http, "red", "GET", "/api/v1/x", "Host: test", "X-First: YES");
      assertBody(http, "red", "GET", "/", "Host: a.shop.example", "X-First: y");
      assertBody(http, "green", "GET", "/", "Host: A.shop.example");
      assertBody(http, "green", "DELETE", "/?size=xl", "Host: a.shop.example");
      assertBody(http, "red", "DELETE", "/?size=XL", "Host: test");
      assertBody(http, "blue", "DELETE", "/?size=l", "Host: test");
      Answer redirect = ask(http, "GET", "/old?a=1", "Host: test");
      assertThat(redirect.status()).isEqualTo(302);
      assertThat(redirect.headers().get("location"))
          .matches("https://example\\.com(:443)?/new\\?a=1");
      try (Connection connection =
          Connection.encrypted("127.0.0.1", Contour.port(https), "one.example.com")) {
        assertThat(connection.ask("GET", "/", List.of("Host: one.example.com")).body())
            .isEqualTo("green");
      }
      assertShares(http);
      Condition refused = ready(namespace, ListenerRule.class, "rule-50");
      assertThat(refused.getReason()).isEqualTo("Unsupported");
      assertThat(refused.getMessage()).startsWith("conditions.sourceIpConfig: ");
      trackingOfRequestsIsRefused(manifests, namespace);
    }
    becomesAProxy(namespace);
  }

  @Test
  void deploymentsShiftTraffic(TestCluster cluster, TestNamespace namespace) throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    for (String color : List.of("blue", "green")) {
      manifests.apply(
          "TargetGroup",
          color,
          """
          {targetType: ip, port: 80, healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2,
           attributes: [{key: deregistration_delay.timeout_seconds, value: "2"}]}
          """);
    }
    manifests.apply("LoadBalancer", "web", "{}");
    int port = Contour.freeListenerPort();
    listener(manifests, "production", "protocol: HTTP, port: " + port, "blue");
    manifests.defineEcho("web", "one");
    serve(manifests, "{}");
    try (Contour contour = Contour.start(cluster.kubeconfig(), namespace, "alb-web", folder)) {
      awaitEnd(namespace, "web:1");
      Awaitility.await("the proxy has the targets")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(ask(port, "GET", "/", "Host: test").body()).isEqualTo("one"));
      try (ClosedLoop clients = new ClosedLoop("127.0.0.1", Contour.port(port), 200)) {
        manifests.defineEcho("web", "two");
        awaitEnd(namespace, "web:2");
        serve(manifests, "{strategy: BLUE_GREEN, bakeTimeInMinutes: 0}");
        manifests.defineEcho("web", "three");
        awaitEnd(namespace, "web:3");
        Awaitility.await("the old tasks have drained and gone")
            .atMost(PATIENCE)
            .until(() -> namespace.client().pods().list().getItems().size() == 2);
        int before = clients.answered();
        Awaitility.await().until(() -> clients.answered() > before + 400);
        clients.close();
        assertThat(clients.lost()).isEmpty();
        assertThat(clients.bodies()).containsOnlyKeys("one", "two", "three");
        assertThat(ask(port, "GET", "/", "Host: test").body()).isEqualTo("three");
      }
    }
  }

  private static void assertShares(int listener) throws IOException {
    int all = 3000;
    Map<String, Integer> bodies = new HashMap<>();
    try (Connection connection = Connection.to("127.0.0.1", Contour.port(listener))) {
      for (int i = 0; i < all; i++) {
        bodies.merge(
            connection.ask("GET", "/split", List.of("Host: test")).body(), 1, Integer::sum);
      }
    }
    assertThat(100.0 * bodies.get("red") / all).isCloseTo(20, Offset.offset(3.0));
    assertThat(bodies).containsOnlyKeys("blue", "red");
  }

  private static void trackingOfRequestsIsRefused(Manifests manifests, TestNamespace namespace) {
    manifests.apply("EcsCluster", "default", "{}");
    manifests.defineEcho("web", "one");
    manifests.apply(
        "EcsService",
        "web",
        "{taskDefinition: web, desiredCount: 0, launchType: FARGATE, networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}");
    manifests.apply(
        "ScalableTarget",
        "web",
        """
        {resourceId: service/default/web, minCapacity: 0, maxCapacity: 2, scalingPolicies: [{policyName: requests,
         targetTrackingScalingPolicyConfiguration: {targetValue: 10, predefinedMetricSpecification:
         {predefinedMetricType: ALBRequestCountPerTarget, resourceLabel: app/web/0123456789abcdef/targetgroup/blue/0123456789abcdef}}}]}
        """);
    Awaitility.await("the policy is refused")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ready(namespace, ScalableTarget.class, "web").getMessage())
                    .isEqualTo(
                        "scalingPolicies[requests]: load balancer web is a Gateway of the class contour, whose requests are not counted; track CPU or memory instead."));
  }

  /** And what was made of it as a Gateway is gone. */
  private static void becomesAProxy(TestNamespace namespace) {
    namespace
        .client()
        .resources(LoadBalancer.class)
        .withName("web")
        .edit(
            loadBalancer -> {
              loadBalancer.getMetadata().setAnnotations(Map.of(Labels.GATEWAY_CLASS, ""));
              return loadBalancer;
            });
    Awaitility.await("the load balancer is a proxy")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(namespace.client().resources(Deployment.class).withName("alb-web").get())
                  .isNotNull();
              assertThat(namespace.client().resources(Gateway.class).list().getItems()).isEmpty();
              assertThat(namespace.client().resources(HTTPRoute.class).list().getItems()).isEmpty();
              LoadBalancer web =
                  namespace.client().resources(LoadBalancer.class).withName("web").get();
              assertThat(web.getStatus().dnsName()).startsWith("alb-web.");
              assertThat(web.getStatus().state().code()).isEqualTo(LoadBalancerStateEnum.ACTIVE);
              assertThat(ready(namespace, ListenerRule.class, "rule-50").getStatus())
                  .isEqualTo("True");
            });
  }

  private static void listener(Manifests manifests, String name, String spec, String group) {
    manifests.apply(
        "Listener",
        name,
        "{loadBalancer: web, %s, defaultActions: [{type: forward, targetGroupArn: %s}]}"
            .formatted(spec, group));
  }

  private static void rule(Manifests manifests, int priority, String conditions, String group) {
    act(manifests, priority, conditions, "{type: forward, targetGroupArn: %s}".formatted(group));
  }

  private static void act(Manifests manifests, int priority, String conditions, String action) {
    manifests.apply(
        "ListenerRule",
        "rule-" + priority,
        "{listener: http, priority: %d, conditions: [%s], actions: [%s]}"
            .formatted(priority, conditions, action));
  }

  private static void serve(Manifests manifests, String deploymentConfiguration) {
    manifests.apply(
        "EcsService",
        "web",
        """
        {taskDefinition: web, desiredCount: 2, launchType: FARGATE, deploymentConfiguration: %s,
         loadBalancers: [{targetGroupArn: blue, containerName: echo, containerPort: 5678, advancedConfiguration: {alternateTargetGroupArn: green, productionListenerRule: production}}],
         networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}
        """
            .formatted(deploymentConfiguration));
  }

  private void secret(TestNamespace namespace) throws Exception {
    namespace
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("server")
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(TlsSecret.of("one.example.com", folder))
                .build())
        .serverSideApply();
  }

  private static void awaitEnd(TestNamespace namespace, String taskDefinition) {
    assertThat(new ServiceDeployments(namespace).awaitEnd(taskDefinition).status())
        .isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  private static <T extends CustomResource<?, ? extends StatusWithConditions>> void awaitTaken(
      TestNamespace namespace, Class<T> kind, String name) {
    Awaitility.await(name + " is taken")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(ready(namespace, kind, name).getStatus()).isEqualTo("True"));
  }

  private static <T extends CustomResource<?, ? extends StatusWithConditions>> Condition ready(
      TestNamespace namespace, Class<T> kind, String name) {
    StatusWithConditions status =
        namespace.client().resources(kind).withName(name).get().getStatus();
    return status == null
        ? new Condition()
        : asEmpty(status.conditions()).stream().findFirst().orElse(new Condition());
  }

  private static void assertBody(
      int listener, String body, String method, String target, String... headers)
      throws IOException {
    assertThat(ask(listener, method, target, headers).body())
        .as(method + " " + target + " " + List.of(headers))
        .isEqualTo(body);
  }

  private static Answer ask(int listener, String method, String target, String... headers)
      throws IOException {
    try (Connection connection = Connection.to("127.0.0.1", Contour.port(listener))) {
      return connection.ask(method, target, List.of(headers));
    }
  }
}
