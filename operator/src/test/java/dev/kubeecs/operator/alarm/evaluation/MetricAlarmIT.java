package dev.kubeecs.operator.alarm.evaluation;

import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.MONITORING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.operator.testing.ServiceDeployments;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.StateSetting;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Alarms on what containers really use, and what they invoke. */
@OperatorTest
class MetricAlarmIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void aBusyServiceGrowsByStepsAndAStateThatIsSetShrinksIt(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define(
        "busy",
        """
        - name: web
          image: busybox:1.36
          command: [sh, -c, "trap 'exit 0' TERM; while :; do :; done"]
        """);
    manifests.apply(
        "EcsService", "busy", "taskDefinition: busy\ndesiredCount: 1\nlaunchType: FARGATE");
    manifests.apply(
        "ScalableTarget",
        "busy",
        """
        resourceId: service/default/busy
        minCapacity: 1
        maxCapacity: 3
        scalingPolicies:
          - policyName: grow
            stepScalingPolicyConfiguration:
              adjustmentType: ChangeInCapacity
              stepAdjustments: [{metricIntervalLowerBound: 0, scalingAdjustment: 1}]
              cooldown: 1
          - policyName: shrink
            stepScalingPolicyConfiguration:
              adjustmentType: ExactCapacity
              stepAdjustments:
                - {metricIntervalLowerBound: -20, metricIntervalUpperBound: 0, scalingAdjustment: 2}
                - {metricIntervalUpperBound: -20, scalingAdjustment: 1}
              cooldown: 1
        """);
    alarm(manifests, "busy", "grow", "GreaterThanThreshold", 20);
    alarm(manifests, "idle", "shrink", "LessThanThreshold", 0);
    await(
        namespace,
        EcsService.class,
        "busy",
        service ->
            running(service) == 3
                && service.getStatus().deployments().stream()
                    .allMatch(d -> d.rolloutState() == DeploymentRolloutState.COMPLETED));
    assertThat(get(namespace, ScalableTarget.class, "busy").getStatus().activities())
        .filteredOn(activity -> activity.description().startsWith("Setting desired count"))
        .extracting(ScalingActivityStatus::description, ScalingActivityStatus::cause)
        .containsExactly(
            tuple("Setting desired count to 3.", "busy", "grow"),
            tuple("Setting desired count to 2.", "busy", "grow"));
    MetricAlarm busy = get(namespace, MetricAlarm.class, "busy");
    assertThat(busy.getStatus().stateReason())
        .startsWith("Threshold Crossed: 2 out of the last 2 datapoints [");

    namespace.client().resource(busy).delete();
    set(namespace, "idle", "{\"recentDatapoints\":[-25]}");
    await(namespace, EcsService.class, "busy", service -> running(service) == 1);
    assertThat(get(namespace, ScalableTarget.class, "busy").getStatus().activities().getFirst())
        .extracting(ScalingActivityStatus::description, ScalingActivityStatus::cause)
        .containsExactly(tuple("Setting desired count to 1.", "idle", "shrink").toArray());
    await(
        namespace,
        MetricAlarm.class,
        "idle",
        alarm -> alarm.getStatus().stateValue() == StateValue.OK);
  }

  @Test
  void anAlarmThatIsSetTakesADeploymentBackWithoutAPrometheus(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    ServiceDeployments deployments = new ServiceDeployments(namespace);
    manifests.defineEcho("hello", "one");
    serve(manifests, 0);
    await(
        namespace,
        EcsService.class,
        "hello",
        service ->
            service.getStatus() != null
                && service.getStatus().conditions().stream()
                    .anyMatch(
                        condition -> condition.getMessage().contains("no MetricAlarm Errors")));
    manifests.apply(
        "MetricAlarm",
        "errors",
        """
        alarmName: Errors
        namespace: AWS/ECS
        metricName: MemoryUtilization
        statistic: Maximum
        dimensions: [{name: ClusterName, value: default}, {name: ServiceName, value: hello}]
        period: 60
        evaluationPeriods: 1
        threshold: 1000
        comparisonOperator: GreaterThanThreshold
        """);
    assertThat(deployments.awaitEnd("hello:1").status())
        .isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);

    serve(manifests, 60);
    manifests.defineEcho("hello", "two");
    deployments.await(
        "hello:2",
        deployment ->
            deployment.getStatus().alarms() != null
                && deployment.getStatus().alarms().status() == MONITORING);
    set(namespace, "errors", null);
    EcsServiceDeploymentStatus undone = deployments.awaitEnd("hello:2");
    assertThat(undone.status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(undone.alarms().triggeredAlarmNames()).containsExactly("Errors");
    assertThat(get(namespace, EcsService.class, "hello").getStatus().taskDefinition())
        .isEqualTo("hello:1");
  }

  private static void serve(Manifests manifests, int bakeMinutes) {
    manifests.apply(
        "EcsService",
        "hello",
        """
        {taskDefinition: hello, desiredCount: 1, launchType: FARGATE,
         deploymentConfiguration: {alarms: {alarmNames: [Errors], enable: true, rollback: true}, bakeTimeInMinutes: %d},
         networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}
        """
            .formatted(bakeMinutes));
  }

  private static Tuple tuple(String description, String alarm, String policy) {
    return Tuple.tuple(
        description,
        "monitor alarm %s in state ALARM triggered policy %s".formatted(alarm, policy));
  }

  private static void alarm(
      Manifests manifests, String name, String policy, String operator, int threshold) {
    manifests.apply(
        "MetricAlarm",
        name,
        """
        namespace: AWS/ECS
        metricName: CPUUtilization
        statistic: Average
        dimensions: [{name: ClusterName, value: default}, {name: ServiceName, value: busy}]
        period: 60
        evaluationPeriods: 2
        threshold: %d
        comparisonOperator: %s
        alarmActions: ["resource/ecs/service/default/busy:policyName/%s"]
        """
            .formatted(threshold, operator, policy));
  }

  private static void set(TestNamespace namespace, String alarm, String data) {
    namespace
        .client()
        .resources(MetricAlarm.class)
        .withName(alarm)
        .edit(
            copy -> {
              copy.setSpec(
                  copy.getSpec()
                      .withSetState(
                          new StateSetting(StateValue.ALARM, "a test", data, Instant.now())));
              return copy;
            });
  }

  private static <T extends HasMetadata> void await(
      TestNamespace namespace, Class<T> kind, String name, Predicate<T> condition) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> get(namespace, kind, name), condition);
  }

  private static <T extends HasMetadata> T get(
      TestNamespace namespace, Class<T> kind, String name) {
    return namespace.client().resources(kind).withName(name).get();
  }

  private static int running(EcsService service) {
    return service.getStatus() == null || service.getStatus().runningCount() == null
        ? 0
        : service.getStatus().runningCount();
  }
}
