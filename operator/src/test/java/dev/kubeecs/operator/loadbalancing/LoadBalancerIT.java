package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.elbv2.TargetHealthStateEnum;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Load balancers on a cluster that runs containers, with the packaged operator. */
@Isolated // on a busy machine requests may wait for longer than their target drains
@OperatorTest
class LoadBalancerIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void noRequestIsLostWhileAServiceIsUpdatedAndScaledIn(TestNamespace namespace) throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    balance(manifests);
    manifests.defineEcho("web", "one");
    serve(manifests, 2);
    awaitCompleted(namespace, "web:1", 2);
    assertThat(targets(namespace)).containsOnly(TargetHealthStateEnum.HEALTHY).hasSize(2);
    String address = manifests.address("web");
    // The proxy is told of the first healthy targets a moment after they are known to be.
    Awaitility.await("the load balancer serves")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ask(address, "/", "GET").statusCode()).isEqualTo(200));
    try (ClosedLoop clients = new ClosedLoop(address, 80, 200)) {
      manifests.defineEcho("web", "two");
      awaitCompleted(namespace, "web:2", 2);
      Awaitility.await("the old tasks have drained and gone")
          .atMost(PATIENCE)
          .until(() -> targets(namespace).size() == 2);
      serve(manifests, 1);
      Awaitility.await("a task is DEACTIVATING while it drains")
          .atMost(PATIENCE)
          .until(() -> states(namespace).contains(TaskState.DEACTIVATING));
      Awaitility.await("one task has drained and gone")
          .atMost(PATIENCE)
          .until(() -> targets(namespace).size() == 1);
      int before = clients.answered();
      Awaitility.await().until(() -> clients.answered() > before + 400);
      clients.close();
      assertThat(clients.lost()).isEmpty();
      assertThat(clients.bodies()).containsOnlyKeys("one", "two");
      assertThat(clients.answered()).isGreaterThan(1000);
    }
    assertThat(events(namespace))
        .anyMatch(
            e ->
                e.matches(
                    "\\(service web\\) registered \\d targets in \\(target-group .*/Web/.*\\)"))
        .anyMatch(
            e -> e.matches("\\(service web\\) deregistered \\d targets in \\(target-group .*\\)"));
  }

  @Test
  void aTaskThatFailsTheHealthCheckIsReplaced(TestNamespace namespace) throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    balance(manifests);
    manifests.apply(
        "TargetGroup",
        "web",
        """
        {name: Web, targetType: ip, port: 80, healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2, unhealthyThresholdCount: 2,
         matcher: {httpCode: "418"}, attributes: [{key: deregistration_delay.timeout_seconds, value: "0"}]}
        """);
    manifests.defineEcho("web", "one");
    serve(manifests, 1);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(namespace.client().resources(EcsTask.class).list().getItems())
                    .extracting(
                        task -> task.getStatus() == null ? null : task.getStatus().stoppedReason())
                    .anyMatch(
                        reason ->
                            reason != null
                                && reason.matches(
                                    "Task failed ELB health checks in \\(target-group"
                                        + " arn:aws:elasticloadbalancing:.*:targetgroup/Web/[0-9a-f]{16}\\)")));
    assertThat(events(namespace))
        .anyMatch(e -> e.contains("due to (reason Health checks failed with these codes: [200])"));
  }

  @Test
  void rulesDecideWhatBecomesOfARequest(TestNamespace namespace) throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    balance(manifests);
    rule(
        manifests,
        1,
        "[{field: path-pattern, values: [/old/*]}]",
        "{type: redirect, redirectConfig: {host: example.com, port: \"443\", protocol: HTTPS, path: \"/new/#{path}\", statusCode: HTTP_302}}");
    rule(
        manifests,
        2,
        "[{field: http-header, httpHeaderConfig: {httpHeaderName: X-Kind, values: [\"tea*\"]}}, {field: query-string, queryStringConfig: {values: [{key: size, value: l}]}}]",
        "{type: fixed-response, fixedResponseConfig: {statusCode: \"418\", contentType: text/plain, messageBody: \"a \\\"pot\\\"\"}}");
    rule(
        manifests,
        3,
        "[{field: http-request-method, httpRequestMethodConfig: {values: [DELETE]}}, {field: source-ip, sourceIpConfig: {values: [0.0.0.0/0, \"::/0\"]}}]",
        "{type: fixed-response, fixedResponseConfig: {statusCode: \"405\"}}");
    String address = manifests.address("web");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(ask(address, "/old/x?a=1", "GET").statusCode()).isEqualTo(302));
    assertThat(ask(address, "/old/x?a=1", "GET").headers().firstValue("location"))
        .contains("https://example.com:443/new/old/x?a=1");
    HttpResponse<String> tea = ask(address, "/?size=l", "GET", "X-Kind", "Teapot");
    assertThat(tea.statusCode()).isEqualTo(418);
    assertThat(tea.body()).isEqualTo("a \"pot\"");
    assertThat(ask(address, "/?size=xl", "GET", "X-Kind", "Teapot").statusCode()).isEqualTo(503);
    assertThat(ask(address, "/", "DELETE").statusCode()).isEqualTo(405);
    assertThat(ask(address, "/", "GET").statusCode()).as("no targets").isEqualTo(503);
  }

  private static void balance(Manifests manifests) {
    manifests.apply(
        "TargetGroup",
        "web",
        """
        {name: Web, targetType: ip, port: 80, healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2,
         attributes: [{key: deregistration_delay.timeout_seconds, value: "3"}]}
        """);
    manifests.apply("LoadBalancer", "web", "{}");
    manifests.apply(
        "Listener",
        "web-80",
        "{loadBalancer: web, protocol: HTTP, port: 80, defaultActions: [{type: forward, targetGroupArn: Web}]}");
  }

  private static void rule(Manifests manifests, int priority, String conditions, String action) {
    manifests.apply(
        "ListenerRule",
        "rule-" + priority,
        "{listener: web-80, priority: %d, conditions: %s, actions: [%s]}"
            .formatted(priority, conditions, action));
  }

  private static void serve(Manifests manifests, int tasks) {
    manifests.apply(
        "EcsService",
        "web",
        """
        {taskDefinition: web, desiredCount: %d, launchType: FARGATE, loadBalancers: [{targetGroupArn: Web, containerName: echo, containerPort: 5678}],
         networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}
        """
            .formatted(tasks));
  }

  private static void awaitCompleted(TestNamespace namespace, String taskDefinition, int tasks) {
    Awaitility.await(taskDefinition + " runs " + tasks + " times")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              EcsServiceStatus status =
                  namespace.client().resources(EcsService.class).withName("web").get().getStatus();
              assertThat(status).isNotNull();
              assertThat(status.taskDefinition()).isEqualTo(taskDefinition);
              assertThat(status.deployments()).hasSize(1);
              assertThat(status.deployments().getFirst().rolloutState()).hasToString("COMPLETED");
              assertThat(status.runningCount()).isEqualTo(tasks);
            });
  }

  private static List<TargetHealthStateEnum> targets(TestNamespace namespace) {
    return asEmpty(
            namespace
                .client()
                .resources(TargetGroup.class)
                .withName("web")
                .get()
                .getStatus()
                .targets())
        .stream()
        .map(target -> target.health().state())
        .toList();
  }

  private static List<TaskState> states(TestNamespace namespace) {
    return namespace.client().resources(EcsTask.class).list().getItems().stream()
        .map(EcsTask::getStatus)
        .filter(Objects::nonNull)
        .map(EcsTaskStatus::lastStatus)
        .toList();
  }

  private static List<String> events(TestNamespace namespace) {
    return namespace
        .client()
        .resources(EcsService.class)
        .withName("web")
        .get()
        .getStatus()
        .events()
        .stream()
        .map(event -> event.message())
        .toList();
  }

  private static HttpResponse<String> ask(
      String address, String path, String method, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
