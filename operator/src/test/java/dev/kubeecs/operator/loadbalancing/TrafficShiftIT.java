package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.ServiceRevisionSummary;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.operator.testing.ServiceDeployments;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftStage;
import dev.kubeecs.resources.task.EcsTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Deployments that shift traffic, one after the other, while clients ask 200 times a second. A
 * minute of the operator under test is five seconds.
 */
@OperatorTest
@Isolated // it measures what is lost, and whose share of the requests is whose
class TrafficShiftIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SUCCEEDED = "{\"hookStatus\": \"SUCCEEDED\"}";
  private static final String ALL_STAGES =
      "RECONCILE_SERVICE, PRE_SCALE_UP, POST_SCALE_UP, TEST_TRAFFIC_SHIFT,"
          + " POST_TEST_TRAFFIC_SHIFT, PRE_PRODUCTION_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT,"
          + " POST_PRODUCTION_TRAFFIC_SHIFT";

  @Test
  void trafficIsShiftedWithoutLosingARequest(TestNamespace namespace) throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    balance(manifests);
    manifests.defineEcho("web", "one");
    serve(manifests, "{strategy: BLUE_GREEN}");
    awaitEnd(namespace, "web:1", ServiceDeploymentStatus.SUCCESSFUL);
    String address = manifests.address("web");
    try (HookServer hook = new HookServer();
        ClosedLoop clients = new ClosedLoop(address, 80, 200)) {
      blueGreen(namespace, manifests, hook, address);
      canary(namespace, manifests, clients);
      linear(namespace, manifests, clients);
      failingHook(namespace, manifests, hook);
      rollbackOfAllTraffic(namespace, manifests, clients);
      int before = clients.answered();
      Awaitility.await().until(() -> clients.answered() > before + 200);
      clients.close();
      assertThat(clients.lost()).isEmpty();
      assertThat(clients.bodies()).containsOnlyKeys("one", "two", "three", "four", "six");
    }
  }

  private static void blueGreen(
      TestNamespace namespace, Manifests manifests, HookServer hook, String address) {
    Map<String, String> test = new HashMap<>();
    Map<String, String> production = new HashMap<>();
    hook.answer(
        event -> {
          String stage = event.get("lifecycleStage").asText();
          test.put(stage, ask(address, 8080));
          production.put(stage, ask(address, 80));
          boolean first = hook.stages().isEmpty();
          return first ? "{\"hookStatus\": \"IN_PROGRESS\", \"callBackDelay\": 1}" : SUCCEEDED;
        });
    serve(
        manifests,
        "{strategy: BLUE_GREEN, bakeTimeInMinutes: 0, lifecycleHooks: [{hookTargetArn: \"%s\", lifecycleStages: [%s], hookDetails: {suite: smoke}}]}"
            .formatted(hook.url(), ALL_STAGES));
    manifests.defineEcho("web", "two");
    EcsServiceDeploymentStatus done =
        awaitEnd(namespace, "web:2", ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(hook.stages())
        .containsExactly(
            "PRE_SCALE_UP",
            "PRE_SCALE_UP",
            "POST_SCALE_UP",
            "TEST_TRAFFIC_SHIFT",
            "POST_TEST_TRAFFIC_SHIFT",
            "PRE_PRODUCTION_TRAFFIC_SHIFT",
            "PRODUCTION_TRAFFIC_SHIFT",
            "POST_PRODUCTION_TRAFFIC_SHIFT");
    assertThat(test)
        .containsEntry("POST_SCALE_UP", "one")
        .containsEntry("POST_TEST_TRAFFIC_SHIFT", "two");
    assertThat(production)
        .containsEntry("POST_TEST_TRAFFIC_SHIFT", "one")
        .containsEntry("POST_PRODUCTION_TRAFFIC_SHIFT", "two");
    JsonNode event = hook.events().get(6);
    assertThat(event.at("/resourceArn").asText()).isEqualTo(done.serviceDeploymentArn());
    assertThat(event.at("/hookDetails/suite").asText()).isEqualTo("smoke");
    JsonNode weights = event.at("/executionDetails/productionTrafficWeights");
    assertThat(weights.get(done.targetServiceRevision().arn()).asInt()).isEqualTo(100);
    assertThat(weights.get(done.sourceServiceRevisions().getFirst().arn()).asInt()).isZero();
    assertThat(done.lifecycleStage()).hasToString("CLEAN_UP");
    assertThat(done.targetServiceRevision())
        .extracting(
            ServiceRevisionSummary::requestedProductionTrafficWeight,
            ServiceRevisionSummary::requestedTestTrafficWeight)
        .containsExactly(100.0, 100.0);
  }

  /** With a hook that is a task, which finds in its environment what it is called for. */
  private static void canary(TestNamespace namespace, Manifests manifests, ClosedLoop clients) {
    manifests.define(
        "smoke",
        """
        - name: smoke
          image: busybox:1.36
          command: [sh, -c, 'echo "$ECS_LIFECYCLE_HOOK_EVENT" | grep PRE_SCALE_UP']
        """);
    serve(
        manifests,
        "{strategy: CANARY, canaryConfiguration: {canaryPercent: 10, canaryBakeTimeInMinutes: 3}, lifecycleHooks: [{hookTargetArn: \"arn:aws:ecs:us-east-1:000000000000:task-definition/smoke:1\", lifecycleStages: [PRE_SCALE_UP]}]}");
    manifests.defineEcho("web", "three");
    assertShare(namespace, clients, "web:3", "three", 10, 2000);
    awaitEnd(namespace, "web:3", ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(namespace.client().resources(EcsTask.class).list().getItems())
        .filteredOn(task -> "lifecycle-hook".equals(task.getSpec().startedBy()))
        .singleElement()
        .satisfies(
            task -> assertThat(task.getStatus().containers().getFirst().exitCode()).isZero());
  }

  private static void linear(TestNamespace namespace, Manifests manifests, ClosedLoop clients) {
    serve(
        manifests,
        "{strategy: LINEAR, linearConfiguration: {stepPercent: 50, stepBakeTimeInMinutes: 5}}");
    manifests.defineEcho("web", "four");
    assertShare(namespace, clients, "web:4", "four", 50, 4000);
    awaitEnd(namespace, "web:4", ServiceDeploymentStatus.SUCCESSFUL);
  }

  private static void failingHook(TestNamespace namespace, Manifests manifests, HookServer hook) {
    hook.answer(event -> "{\"hookStatus\": \"FAILED\"}");
    serve(
        manifests,
        "{strategy: BLUE_GREEN, lifecycleHooks: [{hookTargetArn: \"%s\", lifecycleStages: [POST_TEST_TRAFFIC_SHIFT]}]}"
            .formatted(hook.url()));
    manifests.defineEcho("web", "five");
    EcsServiceDeploymentStatus undone =
        awaitEnd(namespace, "web:5", ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(undone.rollback().reason())
        .isEqualTo(
            "Service deployment rolled back because of a hook execution failure. The lifecycle hook %s failed at the lifecycle stage POST_TEST_TRAFFIC_SHIFT: its hookStatus was FAILED."
                .formatted(hook.url()));
    assertThat(undone.lifecycleHookDetails())
        .singleElement()
        .satisfies(detail -> assertThat(detail.status()).hasToString("FAILED"));
    assertThat(undone.targetServiceRevision().requestedProductionTrafficWeight()).isZero();
    EcsServiceStatus service = service(namespace);
    assertThat(service.taskDefinition()).isEqualTo("web:4");
    assertThat(service.events())
        .anyMatch(event -> event.message().contains("rolling back to deployment ecs-svc/"));
  }

  private static void rollbackOfAllTraffic(
      TestNamespace namespace, Manifests manifests, ClosedLoop clients) {
    serve(
        manifests,
        "{strategy: BLUE_GREEN, lifecycleHooks: [{targetType: PAUSE, lifecycleStages: [POST_PRODUCTION_TRAFFIC_SHIFT]}]}");
    manifests.defineEcho("web", "six");
    EcsServiceDeployment waiting =
        new ServiceDeployments(namespace)
            .await(
                "web:6",
                deployment ->
                    asEmpty(deployment.getStatus().lifecycleHookDetails()).stream()
                        .anyMatch(hook -> hook.status().toString().equals("AWAITING_ACTION")));
    int served = clients.bodies().getOrDefault("six", 0);
    Awaitility.await().until(() -> clients.bodies().getOrDefault("six", 0) > served + 200);
    namespace
        .client()
        .resource(waiting)
        .edit(
            deployment -> {
              deployment.setSpec(
                  deployment.getSpec().withStopType(StopServiceDeploymentStopType.ROLLBACK));
              return deployment;
            });
    EcsServiceDeploymentStatus undone =
        awaitEnd(namespace, "web:6", ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(undone.rollback().reason()).contains("stopped by user");
  }

  /** The share of a revision, as clients see it while a step is watched. */
  private static void assertShare(
      TestNamespace namespace,
      ClosedLoop clients,
      String taskDefinition,
      String text,
      double percent,
      int requests) {
    new ServiceDeployments(namespace)
        .await(
            taskDefinition,
            deployment -> {
              TrafficShift shift = deployment.getStatus().trafficShift();
              return shift != null
                  && shift.stage() == TrafficShiftStage.PRODUCTION_TRAFFIC_SHIFT
                  && shift.waitingSince() != null
                  && deployment
                          .getStatus()
                          .targetServiceRevision()
                          .requestedProductionTrafficWeight()
                      == percent;
            });
    int all = clients.answered();
    int own = clients.bodies().getOrDefault(text, 0);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> clients.answered() >= all + requests);
    double share =
        100.0 * (clients.bodies().getOrDefault(text, 0) - own) / (clients.answered() - all);
    assertThat(new ServiceDeployments(namespace).of(taskDefinition))
        .hasValueSatisfying(
            deployment ->
                assertThat(
                        deployment
                            .getStatus()
                            .targetServiceRevision()
                            .requestedProductionTrafficWeight())
                    .as("the step is the same still")
                    .isEqualTo(percent));
    assertThat(share).isCloseTo(percent, Offset.offset(3.0));
  }

  private static EcsServiceDeploymentStatus awaitEnd(
      TestNamespace namespace, String taskDefinition, ServiceDeploymentStatus end) {
    EcsServiceDeploymentStatus status = new ServiceDeployments(namespace).awaitEnd(taskDefinition);
    assertThat(status.status()).isEqualTo(end);
    return status;
  }

  private static EcsServiceStatus service(TestNamespace namespace) {
    return namespace.client().resources(EcsService.class).withName("web").get().getStatus();
  }

  private static void balance(Manifests manifests) {
    for (String color : new String[] {"blue", "green"}) {
      manifests.apply(
          "TargetGroup",
          color,
          """
          {targetType: ip, port: 80, healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2,
           attributes: [{key: deregistration_delay.timeout_seconds, value: "2"}]}
          """);
    }
    manifests.apply("LoadBalancer", "web", "{}");
    manifests.apply(
        "Listener",
        "production",
        "{loadBalancer: web, protocol: HTTP, port: 80, defaultActions: [{type: forward, targetGroupArn: blue}]}");
    manifests.apply(
        "Listener",
        "test",
        "{loadBalancer: web, protocol: HTTP, port: 8080, defaultActions: [{type: forward, targetGroupArn: blue}]}");
  }

  private static void serve(Manifests manifests, String deploymentConfiguration) {
    manifests.apply(
        "EcsService",
        "web",
        """
        {taskDefinition: web, desiredCount: 2, launchType: FARGATE, deploymentConfiguration: %s,
         loadBalancers: [{targetGroupArn: blue, containerName: echo, containerPort: 5678, advancedConfiguration: {alternateTargetGroupArn: green, productionListenerRule: production, testListenerRule: test}}],
         networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}
        """
            .formatted(deploymentConfiguration));
  }

  private static String ask(String address, int port) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/")).build(),
              BodyHandlers.ofString())
          .body()
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
