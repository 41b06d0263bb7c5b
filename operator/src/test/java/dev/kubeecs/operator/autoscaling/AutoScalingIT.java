package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.applicationautoscaling.ScalingActivityStatusCode;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskProtection;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Services scaled by what their containers really use, and by schedule. */
@OperatorTest
class AutoScalingIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  @Test
  void aBusyServiceGrowsAnIdleOneShrinksAndAScheduleSetsLimits(TestNamespace namespace)
      throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "busy",
        """
        - name: web
          image: busybox:1.36
          command: [sh, -c, "trap 'exit 0' TERM; while [ ! -e /tmp/idle ]; do :; done; sleep 3600 & wait"]
        """);
    manifests.apply(
        "EcsService", "busy", "taskDefinition: busy\ndesiredCount: 1\nlaunchType: FARGATE");
    scalable(manifests, "");
    await(namespace, service -> running(service) == 3);
    assertThat(activity(namespace, 0).cause())
        .matches(
            "monitor alarm TargetTracking-service/default/busy-AlarmHigh-\\S+ in state ALARM triggered policy cpu");

    EcsTask kept = namespace.client().resources(EcsTask.class).list().getItems().getLast();
    protect(namespace, kept);
    for (Pod pod : pods(namespace)) {
      run(namespace, pod, "touch", "/tmp/idle");
    }
    await(namespace, service -> running(service) == 1 && service.getSpec().desiredCount() == 1);
    assertThat(pods(namespace))
        .filteredOn(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .singleElement()
        .satisfies(
            pod ->
                assertThat(pod.getMetadata().getUid().replace("-", ""))
                    .isEqualTo(kept.getMetadata().getName()));

    scalable(
        manifests,
        """
        suspendedState: {dynamicScalingOutSuspended: true, dynamicScalingInSuspended: true}
        scheduledActions:
          - scheduledActionName: evening
            schedule: at(%s)
            timezone: Asia/Tokyo
            scalableTargetAction: {minCapacity: 2, maxCapacity: 4}
        """
            .formatted(AT.format(Instant.now().plusSeconds(3).atZone(ZoneId.of("Asia/Tokyo")))));
    await(namespace, service -> running(service) == 2);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(target(namespace).getSpec().minCapacity()).isEqualTo(2);
              assertThat(target(namespace).getSpec().maxCapacity()).isEqualTo(4);
              List<ScalingActivityStatus> activities = target(namespace).getStatus().activities();
              assertThat(activities)
                  .filteredOn(each -> each.statusCode() == ScalingActivityStatusCode.SUCCESSFUL)
                  .extracting(ScalingActivityStatus::description)
                  .startsWith(activities.getFirst().description())
                  .contains(
                      "Setting desired count to 3.",
                      "Setting desired count to 1.",
                      "Setting min capacity to 2 and max capacity to 4",
                      "Setting desired count to 2.");
              // A step on the way is overridden where the next one comes before it is fulfilled.
              assertThat(activities)
                  .extracting(ScalingActivityStatus::statusCode)
                  .isSubsetOf(
                      ScalingActivityStatusCode.SUCCESSFUL, ScalingActivityStatusCode.OVERRIDDEN);
              assertThat(events(namespace))
                  .contains(
                      "Message: Successfully set min capacity to 2 and max capacity to 4 Cause:"
                          + " scheduled action name evening was triggered",
                      "Message: Successfully set desired count to 2. Change successfully fulfilled"
                          + " by ecs. Cause: minimum capacity was set to 2")
                  .anySatisfy(
                      event ->
                          assertThat(event)
                              .startsWith("Message: Successfully set desired count to 1. Change")
                              .contains("-AlarmLow-"))
                  .doesNotHaveDuplicates();
            });
  }

  @Test
  void aServiceGrowsWithTheRequestsThatItsLoadBalancerCounts(TestNamespace namespace)
      throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.apply(
        "TargetGroup",
        "web",
        "{name: Web, targetType: ip, port: 80, healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2,"
            + " attributes: [{key: deregistration_delay.timeout_seconds, value: \"0\"}]}");
    manifests.apply("LoadBalancer", "web", "{}");
    manifests.apply(
        "Listener",
        "web-80",
        "{loadBalancer: web, protocol: HTTP, port: 80, defaultActions: [{type: forward, targetGroupArn: Web}]}");
    manifests.defineEcho("busy", "hello");
    manifests.apply(
        "EcsService",
        "busy",
        """
        {taskDefinition: busy, desiredCount: 1, launchType: FARGATE, loadBalancers: [{targetGroupArn: Web, containerName: echo, containerPort: 5678}],
         networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}
        """);
    manifests.apply(
        "ScalableTarget",
        "busy",
        """
        resourceId: service/default/busy
        minCapacity: 1
        maxCapacity: 2
        scalingPolicies:
          - policyName: requests
            targetTrackingScalingPolicyConfiguration:
              targetValue: 120
              predefinedMetricSpecification: {predefinedMetricType: ALBRequestCountPerTarget, resourceLabel: app/web/0/targetgroup/Web/0}
        """);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + manifests.address("web") + "/")).build();
    HttpClient http = HttpClient.newHttpClient();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              http.send(request, BodyHandlers.discarding());
              return running(service(namespace)) == 2;
            });
    assertThat(activity(namespace, 0).cause()).endsWith("in state ALARM triggered policy requests");
  }

  @Test
  void aTargetThatScalesNothingSaysWhy(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    String none = "{resourceId: service/default/none, minCapacity: 1, maxCapacity: 2}";
    manifests.apply("ScalableTarget", "elder", none);
    awaitNotReady(namespace, "elder", "NotFound", "there is no active service/default/none");
    manifests.apply("ScalableTarget", "younger", none);
    awaitNotReady(namespace, "younger", "Conflict", "the older ScalableTarget elder scales");
    namespace.client().resources(ScalableTarget.class).withName("elder").delete();
    awaitNotReady(namespace, "younger", "NotFound", "there is no active service/default/none");
  }

  private static void awaitNotReady(
      TestNamespace namespace, String name, String reason, String message) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        namespace
                            .client()
                            .resources(ScalableTarget.class)
                            .withName(name)
                            .get()
                            .getStatus())
                    .isNotNull()
                    .satisfies(
                        status -> {
                          assertThat(status.condition("Ready").orElseThrow().getReason())
                              .isEqualTo(reason);
                          assertThat(status.condition("Ready").orElseThrow().getMessage())
                              .contains(message);
                        }));
  }

  private static EcsService service(TestNamespace namespace) {
    return namespace.client().resources(EcsService.class).withName("busy").get();
  }

  private static void scalable(Manifests manifests, String more) {
    manifests.apply(
        "ScalableTarget",
        "busy",
        """
        resourceId: service/default/busy
        minCapacity: 1
        maxCapacity: 3
        scalingPolicies:
          - policyName: cpu
            targetTrackingScalingPolicyConfiguration:
              targetValue: 20
              predefinedMetricSpecification: {predefinedMetricType: ECSServiceAverageCPUUtilization}
              scaleOutCooldown: 1
              scaleInCooldown: 1
        """
            + more);
  }

  private static void protect(TestNamespace namespace, EcsTask task) {
    namespace
        .client()
        .resource(task)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(
                Map.of(
                    "spec",
                    Map.of(
                        "protection", new TaskProtection(true, Instant.now().plusSeconds(600))))));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> namespace.client().resource(task).get().getStatus(),
            status -> status.lastStatus() == TaskState.RUNNING);
  }

  private static void run(TestNamespace namespace, Pod pod, String... command) throws Exception {
    try (ExecWatch exec =
        namespace
            .client()
            .pods()
            .withName(pod.getMetadata().getName())
            .inContainer("web")
            .exec(command)) {
      assertThat(exec.exitCode().get()).isZero();
    }
  }

  private static void await(TestNamespace namespace, Predicate<EcsService> condition) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> namespace.client().resources(EcsService.class).withName("busy").get(), condition);
  }

  private static int running(EcsService service) {
    return service.getStatus() == null || service.getStatus().runningCount() == null
        ? 0
        : service.getStatus().runningCount();
  }

  private static List<Pod> pods(TestNamespace namespace) {
    return namespace.client().pods().withLabel(Labels.SERVICE, "busy").list().getItems();
  }

  private static ScalableTarget target(TestNamespace namespace) {
    return namespace.client().resources(ScalableTarget.class).withName("busy").get();
  }

  private static ScalingActivityStatus activity(TestNamespace namespace, int index) {
    return target(namespace).getStatus().activities().get(index);
  }

  private static List<String> events(TestNamespace namespace) {
    return asEmpty(service(namespace).getStatus().events()).stream()
        .map(event -> event.message())
        .filter(message -> message.startsWith("Message: "))
        .toList();
  }
}
