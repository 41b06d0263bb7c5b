package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Service auto scaling as its user guide does it with the AWS CLI. */
@KubeEcsTest
class AutoScalingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aServiceIsScaledByLimitsPoliciesAndSchedule(AwsCli aws) {
    aws.ecs("create-cluster", "--cluster-name", "demo");
    aws.ecs(
        "register-task-definition",
        "--cli-input-json",
        "file://" + Checkout.file("examples/hello/task-definition.json"));
    aws.ecs(
        "create-service",
        "--cluster",
        "demo",
        "--service-name",
        "hello",
        "--task-definition",
        "hello",
        "--desired-count",
        "1",
        "--launch-type",
        "FARGATE",
        "--network-configuration",
        "awsvpcConfiguration={subnets=[subnet-a]}");
    assertThat(aws.scalingRefused(policy(target("put-scaling-policy"))))
        .contains("(ObjectNotFoundException)", "No scalable target registered");
    aws.scaling(target("register-scalable-target", "--min-capacity", "2", "--max-capacity", "4"));
    awaitActivity(aws, "Setting desired count to 2.", "minimum capacity was set to 2");

    JsonNode policy = aws.scaling(policy(target("put-scaling-policy")));
    assertThat(policy.get("Alarms").findValuesAsText("AlarmName")).hasSize(2);
    assertThat(
            aws.scaling("describe-scaling-policies", "--policy-names", "cpu75")
                .at("/ScalingPolicies/0/PolicyARN"))
        .isEqualTo(policy.get("PolicyARN"));

    // Not sooner: beside other tests a command of the AWS CLI may take ten seconds.
    String soon =
        Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    aws.scaling(
        target(
            "put-scheduled-action",
            "--scheduled-action-name",
            "soon",
            "--schedule",
            "at(" + soon + ")",
            "--scalable-target-action",
            "MinCapacity=3,MaxCapacity=5"));
    awaitActivity(
        aws,
        "Setting min capacity to 3 and max capacity to 5",
        "scheduled action name soon was triggered");
    awaitActivity(aws, "Setting desired count to 3.", "minimum capacity was set to 3");
    JsonNode changed = aws.scaling("describe-scalable-targets").at("/ScalableTargets/0");
    assertThat(changed.get("MinCapacity").asInt()).isEqualTo(3);
    assertThat(changed.get("MaxCapacity").asInt()).isEqualTo(5);
    JsonNode service =
        aws.ecs("describe-services", "--cluster", "demo", "--services", "hello").at("/services/0");
    assertThat(service.get("desiredCount").asInt()).isEqualTo(3);
    assertThat(service.get("events").findValuesAsText("message"))
        .contains(
            "Message: Successfully set desired count to 3. Change successfully fulfilled by ecs."
                + " Cause: minimum capacity was set to 3");

    anAlarmInvokesSteps(aws);

    aws.scaling(target("deregister-scalable-target"));
    assertThat(aws.scaling("describe-scaling-policies").get("ScalingPolicies")).isEmpty();
    aws.cloudWatch("delete-alarms", "--alarm-names", "Busy");
    assertThat(aws.cloudWatch("describe-alarms").get("MetricAlarms")).isEmpty();
  }

  /** With the state set, as people try out their policies and rollbacks. */
  private static void anAlarmInvokesSteps(AwsCli aws) {
    JsonNode steps =
        aws.scaling(
            target(
                "put-scaling-policy",
                "--policy-name",
                "grow",
                "--policy-type",
                "StepScaling",
                "--step-scaling-policy-configuration",
                "AdjustmentType=ChangeInCapacity,StepAdjustments=["
                    + "{MetricIntervalLowerBound=0,MetricIntervalUpperBound=15,ScalingAdjustment=1},"
                    + "{MetricIntervalLowerBound=15,ScalingAdjustment=2}]"));
    aws.cloudWatch(
        "put-metric-alarm",
        "--alarm-name",
        "Busy",
        "--namespace",
        "AWS/ECS",
        "--metric-name",
        "CPUUtilization",
        "--dimensions",
        "Name=ClusterName,Value=demo",
        "Name=ServiceName,Value=hello",
        "--statistic",
        "Average",
        "--period",
        "60",
        "--evaluation-periods",
        "3",
        "--threshold",
        "1000",
        "--comparison-operator",
        "GreaterThanThreshold",
        "--alarm-actions",
        steps.get("PolicyARN").asText());
    assertThat(
            aws.scaling("describe-scaling-policies", "--policy-names", "grow")
                .at("/ScalingPolicies/0/Alarms/0/AlarmName")
                .asText())
        .isEqualTo("Busy");
    aws.cloudWatch(
        "set-alarm-state",
        "--alarm-name",
        "Busy",
        "--state-value",
        "ALARM",
        "--state-reason",
        "a test",
        "--state-reason-data",
        "{\"recentDatapoints\":[1020.0]}");
    awaitActivity(
        aws,
        "Setting desired count to 5.",
        "monitor alarm Busy in state ALARM triggered policy grow");
  }

  private static String[] target(String operation, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                operation,
                "--scalable-dimension",
                "ecs:service:DesiredCount",
                "--resource-id",
                "service/demo/hello"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static String[] policy(String... target) {
    List<String> arguments = new ArrayList<>(List.of(target));
    arguments.addAll(
        List.of(
            "--policy-name",
            "cpu75",
            "--policy-type",
            "TargetTrackingScaling",
            "--target-tracking-scaling-policy-configuration",
            "{\"TargetValue\":75,\"PredefinedMetricSpecification\":"
                + "{\"PredefinedMetricType\":\"ECSServiceAverageCPUUtilization\"}}"));
    return arguments.toArray(String[]::new);
  }

  private static void awaitActivity(AwsCli aws, String description, String cause) {
    Awaitility.await(description)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(aws.scaling("describe-scaling-activities").get("ScalingActivities"))
                    .anySatisfy(
                        activity -> {
                          assertThat(activity.get("Description").asText()).isEqualTo(description);
                          assertThat(activity.get("Cause").asText()).isEqualTo(cause);
                          assertThat(activity.get("StatusCode").asText()).isEqualTo("Successful");
                        }));
  }
}
