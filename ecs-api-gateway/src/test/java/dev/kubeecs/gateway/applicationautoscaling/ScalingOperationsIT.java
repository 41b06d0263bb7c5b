package dev.kubeecs.gateway.applicationautoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.api.cloudwatch.ComparisonOperator;
import dev.kubeecs.api.cloudwatch.Dimension;
import dev.kubeecs.api.cloudwatch.Statistic;
import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.gateway.ecs.JsonApi;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpecBuilder;
import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpecBuilder;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.autoscaling.TargetTrackingBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;

/** Application Auto Scaling on the wire; the official CLI calls it in the examples. */
@EcsApiTest
class ScalingOperationsIT {

  private static final String WHERE =
      "'ServiceNamespace':'ecs','ScalableDimension':'ecs:service:DesiredCount',";
  private static final String WEB = WHERE + "'ResourceId':'service/demo/web'";
  private static final String CPU =
      "'PolicyType':'TargetTrackingScaling','TargetTrackingScalingPolicyConfiguration':"
          + "{'TargetValue':75.5,'ScaleInCooldown':60,'PredefinedMetricSpecification':"
          + "{'PredefinedMetricType':'ECSServiceAverageCPUUtilization'}}";

  private final EcsApi api;
  private final JsonApi json;

  ScalingOperationsIT(EcsApi api) {
    this.api = api;
    this.json = new JsonApi(api, "application-autoscaling", "AnyScaleFrontendService", "1.1");
  }

  @BeforeAll
  static void services(EcsApi api) {
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.fargate(api.ecs(), "web");
    for (String name : List.of("web", "api", "job", "new")) {
      api.ecs()
          .createService(
              r ->
                  r.cluster("demo")
                      .serviceName(name)
                      .taskDefinition("web")
                      .desiredCount(1)
                      .networkConfiguration(Fixtures.NETWORK));
    }
  }

  @Test
  void aTargetIsRegisteredChangedDescribedAndDeregistered() {
    String arn =
        ok("RegisterScalableTarget", "{" + WEB + ",'MinCapacity':1,'MaxCapacity':5}")
            .get("ScalableTargetARN")
            .asText();
    assertThat(arn)
        .matches(
            "arn:aws:application-autoscaling:us-east-1:%s:scalable-target/[0-9a-f-]{36}"
                .formatted(api.account().id()));
    assertThat(
            ok(
                    "RegisterScalableTarget",
                    "{"
                        + WEB
                        + ",'MaxCapacity':9,'SuspendedState':{'ScheduledScalingSuspended':true}}")
                .get("ScalableTargetARN")
                .asText())
        .isEqualTo(arn);
    JsonNode target = targets("'ResourceIds':['service/demo/web']").get(0);
    assertThat(target.get("MinCapacity").asInt()).isEqualTo(1);
    assertThat(target.get("MaxCapacity").asInt()).isEqualTo(9);
    assertThat(target.get("ScalableDimension").asText()).isEqualTo("ecs:service:DesiredCount");
    assertThat(target.at("/SuspendedState/ScheduledScalingSuspended").asBoolean()).isTrue();
    assertThat(target.at("/SuspendedState/DynamicScalingInSuspended").asBoolean()).isFalse();
    assertThat(target.get("RoleARN").asText())
        .endsWith("AWSServiceRoleForApplicationAutoScaling_ECSService");
    assertThat(target.get("CreationTime").isNumber()).isTrue();

    assertThat(resource("web.demo").getSpec().maxCapacity()).isEqualTo(9);
    assertThat(resource("web.demo").getMetadata().getOwnerReferences()).hasSize(1);

    ok("DeregisterScalableTarget", "{" + WEB + "}");
    assertThat(targets("'ResourceIds':['service/demo/web']")).isEmpty();
    refused(
        "DeregisterScalableTarget",
        "{" + WEB + "}",
        "ObjectNotFoundException",
        "No scalable target registered for service namespace: ecs, resource ID: service/demo/web,"
            + " scalable dimension: ecs:service:DesiredCount");
  }

  @Test
  void aManifestIsATargetToo() {
    api.apply(
        """
        apiVersion: kube-ecs.dev/v1alpha1
        kind: ScalableTarget
        metadata: {name: by-kubectl}
        spec:
          resourceId: service/demo/job
          minCapacity: 2
          maxCapacity: 3
          scalingPolicies:
            - policyName: requests
              targetTrackingScalingPolicyConfiguration:
                targetValue: 100
                disableScaleIn: true
                predefinedMetricSpecification:
                  predefinedMetricType: ALBRequestCountPerTarget
                  resourceLabel: app/a/1/targetgroup/b/2
        """,
        ScalableTarget.class);
    String job = "'ResourceId':'service/demo/job'";
    Awaitility.await().until(() -> targets("'ResourceIds':['service/demo/job']").size() == 1);
    JsonNode policy =
        ok("DescribeScalingPolicies", "{'ServiceNamespace':'ecs'," + job + "}")
            .at("/ScalingPolicies/0");
    assertThat(policy.at("/TargetTrackingScalingPolicyConfiguration/TargetValue").asDouble())
        .isEqualTo(100.0);
    assertThat(policy.get("Alarms")).hasSize(1);
    ok("RegisterScalableTarget", "{" + WHERE + job + ",'MaxCapacity':4}");
    assertThat(resource("by-kubectl").getSpec().maxCapacity()).isEqualTo(4);
  }

  @Test
  void policiesArePutDescribedAndDeleted() {
    register("api");
    String where = WHERE + "'ResourceId':'service/demo/api'";
    JsonNode put = ok("PutScalingPolicy", "{" + where + ",'PolicyName':'cpu'," + CPU + "}");
    assertThat(put.get("PolicyARN").asText())
        .startsWith("arn:aws:autoscaling:us-east-1:" + api.account().id() + ":scalingPolicy:")
        .endsWith(":resource/ecs/service/demo/api:policyName/cpu");
    assertThat(put.get("Alarms").findValuesAsText("AlarmName"))
        .satisfiesExactly(
            high -> assertThat(high).startsWith("TargetTracking-service/demo/api-AlarmHigh-"),
            low -> assertThat(low).startsWith("TargetTracking-service/demo/api-AlarmLow-"));
    ok(
        "PutScalingPolicy",
        "{"
            + where
            + ",'PolicyName':'memory',"
            + CPU.replace("CPUUtil", "MemoryUtil").replace("75.5", "80")
            + "}");
    refused(
        "PutScalingPolicy",
        "{" + where + ",'PolicyName':'again'," + CPU + "}",
        "ValidationException",
        "Only one TargetTrackingScaling policy for a given metric specification is allowed.");

    JsonNode first =
        ok("DescribeScalingPolicies", "{'ServiceNamespace':'ecs','MaxResults':1," + ofApi() + "}");
    JsonNode cpu = first.at("/ScalingPolicies/0");
    assertThat(cpu.get("PolicyName").asText()).isEqualTo("cpu");
    assertThat(cpu.get("PolicyType").asText()).isEqualTo("TargetTrackingScaling");
    assertThat(cpu.get("Alarms")).isEqualTo(put.get("Alarms"));
    assertThat(cpu.at("/TargetTrackingScalingPolicyConfiguration/ScaleInCooldown").asInt())
        .isEqualTo(60);
    JsonNode second =
        ok(
            "DescribeScalingPolicies",
            "{'ServiceNamespace':'ecs'," + ofApi() + ",'NextToken':'" + token(first) + "'}");
    assertThat(second.findValuesAsText("PolicyName")).containsExactly("memory");
    assertThat(second.has("NextToken")).isFalse();

    ok("DeleteScalingPolicy", "{" + where + ",'PolicyName':'cpu'}");
    refused(
        "DeleteScalingPolicy",
        "{" + where + ",'PolicyName':'cpu'}",
        "ObjectNotFoundException",
        "No scaling policy found for service namespace: ecs, resource ID: service/demo/api,"
            + " scalable dimension: ecs:service:DesiredCount, policy name: cpu");
    ok("DeregisterScalableTarget", "{" + where + "}");
  }

  @Test
  void aPolicyThatGoesByStepsTellsTheAlarmsThatInvokeIt() {
    register("api");
    String where = WHERE + "'ResourceId':'service/demo/api','PolicyName':'grow'";
    String steps =
        "'StepScalingPolicyConfiguration':{'AdjustmentType':'ChangeInCapacity','Cooldown':60,"
            + "'StepAdjustments':[{'MetricIntervalLowerBound':0,'ScalingAdjustment':2}]}";
    JsonNode put = ok("PutScalingPolicy", "{" + where + "," + steps + "}");
    assertThat(put.get("Alarms")).isEmpty();
    MetricAlarm alarm = new MetricAlarm();
    alarm.setMetadata(
        new ObjectMetaBuilder()
            .withName("busy")
            .withNamespace(resource("api.demo").getMetadata().getNamespace())
            .build());
    alarm.setSpec(
        MetricAlarmSpecBuilder.builder()
            .namespace("AWS/ECS")
            .metricName("CPUUtilization")
            .statistic(Statistic.AVERAGE)
            .dimensions(
                List.of(new Dimension("ClusterName", "demo"), new Dimension("ServiceName", "api")))
            .period(60)
            .evaluationPeriods(1)
            .threshold(50.0)
            .comparisonOperator(ComparisonOperator.GREATERTHANTHRESHOLD)
            .alarmActions(List.of(put.get("PolicyARN").asText()))
            .build());
    api.resources().resource(alarm).create();
    Awaitility.await()
        .untilAsserted(
            () -> {
              JsonNode policy =
                  ok(
                          "DescribeScalingPolicies",
                          "{'ServiceNamespace':'ecs','ResourceId':'service/demo/api'}")
                      .at("/ScalingPolicies/0");
              assertThat(policy.get("PolicyType").asText()).isEqualTo("StepScaling");
              assertThat(policy.at("/StepScalingPolicyConfiguration/Cooldown").asInt())
                  .isEqualTo(60);
              assertThat(
                      policy
                          .at("/StepScalingPolicyConfiguration/StepAdjustments/0/ScalingAdjustment")
                          .asInt())
                  .isEqualTo(2);
              assertThat(policy.at("/Alarms/0/AlarmName").asText()).isEqualTo("busy");
            });
    ok("PutScalingPolicy", "{" + where + "," + CPU + "}");
    assertThat(ok("PutScalingPolicy", "{" + where + "}").get("Alarms")).hasSize(2);
    ok("DeregisterScalableTarget", "{" + WHERE + "'ResourceId':'service/demo/api'}");
    api.resources().resource(alarm).delete();
  }

  @Test
  void scheduledActionsArePutChangedDescribedAndDeleted() {
    register("api");
    String named = WHERE + "'ResourceId':'service/demo/api','ScheduledActionName':'morning'";
    ok(
        "PutScheduledAction",
        "{"
            + named
            + ",'Schedule':'cron(0 8 * * ? *)','Timezone':'Europe/Berlin','EndTime':4102444800,"
            + "'ScalableTargetAction':{'MinCapacity':3}}");
    JsonNode action = actions().get(0);
    assertThat(action.get("Schedule").asText()).isEqualTo("cron(0 8 * * ? *)");
    assertThat(action.get("Timezone").asText()).isEqualTo("Europe/Berlin");
    assertThat(action.get("EndTime").asLong()).isEqualTo(4102444800L);
    assertThat(action.at("/ScalableTargetAction/MinCapacity").asInt()).isEqualTo(3);
    assertThat(action.get("ScheduledActionARN").asText())
        .contains(":scheduledAction:")
        .endsWith(":scheduledActionName/morning");
    ok("PutScheduledAction", "{" + named + ",'Schedule':'rate(2 hours)'}");
    assertThat(actions().get(0).get("Schedule").asText()).isEqualTo("rate(2 hours)");
    assertThat(actions().get(0).has("EndTime")).isFalse();
    ok("DeleteScheduledAction", "{" + named + "}");
    assertThat(actions()).isEmpty();
    refused(
        "DeleteScheduledAction",
        "{" + named + "}",
        "ObjectNotFoundException",
        "No scheduled action found for service namespace: ecs");
    ok("DeregisterScalableTarget", "{" + WHERE + ofApi() + "}");
  }

  @Test
  void activitiesAreThoseThatTheOperatorTellsTheNewestFirst() {
    register("web");
    api.status(
        resource("web.demo"),
        """
        activities:
          - {activityId: b, description: Setting desired count to 3., cause: monitor alarm, startTime: "2026-01-02T03:04:06Z",
             statusCode: InProgress, statusMessage: Waiting}
          - {activityId: a, description: Setting desired count to 2., cause: monitor alarm, startTime: "2026-01-02T03:04:05Z",
             endTime: "2026-01-02T03:04:05.500Z", statusCode: Successful}
        """);
    String of = "{'ServiceNamespace':'ecs','ResourceId':'service/demo/web'";
    Awaitility.await()
        .until(
            () -> ok("DescribeScalingActivities", of + "}").get("ScalingActivities").size() == 2);
    JsonNode page = ok("DescribeScalingActivities", of + ",'MaxResults':1}");
    assertThat(page.at("/ScalingActivities/0/StatusCode").asText()).isEqualTo("InProgress");
    assertThat(page.at("/ScalingActivities/0/StartTime").decimalValue())
        .isEqualByComparingTo("1767323046");
    page = ok("DescribeScalingActivities", of + ",'NextToken':'" + token(page) + "'}");
    assertThat(page.findValuesAsText("ActivityId")).containsExactly("a");
    ok("DeregisterScalableTarget", "{" + WEB + "}");
  }

  @Test
  void tagsAreAddedListedAndRemoved() {
    String arn =
        ok(
                "RegisterScalableTarget",
                "{" + WEB + ",'MinCapacity':1,'MaxCapacity':5,'Tags':{'a':'1'}}")
            .get("ScalableTargetARN")
            .asText();
    String of = "'ResourceARN':'" + arn + "'";
    ok("TagResource", "{" + of + ",'Tags':{'b':'2'}}");
    ok("UntagResource", "{" + of + ",'TagKeys':['a']}");
    assertThat(ok("ListTagsForResource", "{" + of + "}").toString())
        .isEqualTo("{\"Tags\":{\"b\":\"2\"}}");
    String many =
        IntStream.range(0, 50)
            .mapToObj(i -> "'k%d':'v'".formatted(i))
            .collect(Collectors.joining(","));
    refused("TagResource", "{" + of + ",'Tags':{" + many + "}}", "TooManyTagsException", "50");
    refused("TagResource", "{" + of + ",'Tags':{'aws:x':'v'}}", "ValidationException", "aws:x");
    String gone = "'ResourceARN':'" + arn.replaceAll(".{12}$", "000000000000") + "'";
    for (String call : List.of("ListTagsForResource|{%s}", "UntagResource|{%s,'TagKeys':['a']}")) {
      refused(
          call.split("\\|")[0],
          call.split("\\|")[1].formatted(gone),
          "ResourceNotFoundException",
          "scalable-target");
    }
    ok("DeregisterScalableTarget", "{" + WEB + "}");
  }

  @Test
  void limitsHold() {
    register("web");
    api.resources()
        .resources(ScalableTarget.class)
        .withName("web.demo")
        .edit(
            target -> {
              target.setSpec(
                  target
                      .getSpec()
                      .withScalingPolicies(
                          Stream.iterate(0, i -> i + 1)
                              .limit(50)
                              .map(ScalingOperationsIT::requests)
                              .toList()));
              return target;
            });
    Awaitility.await()
        .untilAsserted(
            () ->
                refused(
                    "PutScalingPolicy",
                    "{" + WEB + ",'PolicyName':'cpu'," + CPU + "}",
                    "LimitExceededException",
                    "at most 50 scaling policies"));
    ok("DeregisterScalableTarget", "{" + WEB + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'ServiceNamespace':'dynamodb','ScalableDimension':'dynamodb:table:ReadCapacityUnits','ResourceId':'table/t'} | must be ecs",
        "{'ServiceNamespace':'ecs','ScalableDimension':'rds:cluster:ReadReplicaCount','ResourceId':'service/demo/web'} | ecs:service:DesiredCount",
        "{WHERE'ResourceId':'service/web','MinCapacity':1,'MaxCapacity':2} | service/<cluster>/<service>",
        "{WHERE'ResourceId':'service/demo/none','MinCapacity':1,'MaxCapacity':2} | ECS service doesn't exist: service/demo/none",
        "{WHERE'ResourceId':'service/demo/new','MinCapacity':1} | MinCapacity and MaxCapacity must be given",
        "{WEB,'MinCapacity':3,'MaxCapacity':2} | Maximum capacity cannot be less than minimum capacity",
        "{WEB,'MinCapacity':-1,'MaxCapacity':2} | must not be negative",
        "{WEB,'MinCapacity':1,'MaxCapacity':2,'Tags':{'AWS:x':'y'}} | AWS:x",
        "{'ServiceNamespace':'ecs'} | resourceId",
      })
  void noSuchTarget(String request, String message) {
    refused("RegisterScalableTarget", spelled(request), "ValidationException", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'PolicyType':'StepScaling' | StepScalingPolicyConfiguration must be given",
        "STEPS'ChangeInCapacity','StepAdjustments':[{'ScalingAdjustment':1}]} | metricIntervalLowerBound, metricIntervalUpperBound or both",
        "STEPS'ChangeInCapacity','StepAdjustments':[{'MetricIntervalLowerBound':0,'MetricIntervalUpperBound':5,'ScalingAdjustment':1}]} | no metricIntervalUpperBound",
        "STEPS'ChangeInCapacity','MinAdjustmentMagnitude':2,'StepAdjustments':[{'MetricIntervalLowerBound':0,'ScalingAdjustment':1}]} | minAdjustmentMagnitude: belongs to",
        "STEPS'ChangeInCapacity','Cooldown':-1,'StepAdjustments':[{'MetricIntervalLowerBound':0,'ScalingAdjustment':1}]} | Cooldown must not be negative",
        "STEPS'ChangeInCapacity'} | StepAdjustments must be given",
        "'PolicyType':'StepScaling','TargetTrackingScalingPolicyConfiguration':{'TargetValue':1} | belongs to the PolicyType TargetTrackingScaling",
        "'PolicyType':'PredictiveScaling' | nothing is forecast",
        "'PolicyType':'TargetTrackingScaling' | TargetTrackingScalingPolicyConfiguration must be given",
        "TRACK{'TargetValue':0,METRIC'ECSServiceAverageCPUUtilization'}} | TargetValue must be greater than 0",
        "TRACK{'TargetValue':1,METRIC'RDSReaderAverageCPUUtilization'}} | RDSReaderAverageCPUUtilization is not supported",
        "TRACK{'TargetValue':1,METRIC'ALBRequestCountPerTarget'}} | ResourceLabel",
        "TRACK{'TargetValue':1,METRIC'ALBRequestCountPerTarget','ResourceLabel':'web'}} | app/<name>",
        "TRACK{'TargetValue':1,'ScaleInCooldown':-1,METRIC'ECSServiceAverageCPUUtilization'}} | must not be negative",
        "TRACK{'TargetValue':1,'CustomizedMetricSpecification':{'MetricName':'m'}} | customizedMetricSpecification",
        "TRACK{'TargetValue':1} | PredefinedMetricSpecification must be given",
      })
  void noSuchPolicy(String members, String message) {
    register("web");
    refused(
        "PutScalingPolicy",
        "{"
            + WEB
            + ",'PolicyName':'p',"
            + members
                .replace(
                    "TRACK",
                    "'PolicyType':'TargetTrackingScaling','TargetTrackingScalingPolicyConfiguration':")
                .replace(
                    "STEPS",
                    "'PolicyType':'StepScaling','StepScalingPolicyConfiguration':{'AdjustmentType':")
                .replace("METRIC", "'PredefinedMetricSpecification':{'PredefinedMetricType':")
            + "}",
        "ValidationException",
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ScalableTargetAction':{'MinCapacity':1} | Schedule must be given",
        "'Schedule':'rate(1 day)' | ScalableTargetAction",
        "'Schedule':'sometimes','ScalableTargetAction':{'MinCapacity':1} | schedule 'sometimes'",
        "'Schedule':'at(2020-01-01T00:00:00)','ScalableTargetAction':{'MinCapacity':1} | has passed",
        "'Schedule':'cron(0 0 * * ? *)','Timezone':'Mars','ScalableTargetAction':{'MinCapacity':1} | Mars",
        "'Schedule':'rate(1 day)','EndTime':1,'ScalableTargetAction':{'MinCapacity':1} | EndTime",
        "'Schedule':'rate(1 day)','ScalableTargetAction':{'MinCapacity':2,'MaxCapacity':1} | Maximum capacity",
        "'Schedule':'rate(1 day)','ScalableTargetAction':{'MinCapacity':-2} | negative",
      })
  void noSuchAction(String members, String message) {
    register("web");
    refused(
        "PutScheduledAction",
        "{" + WEB + ",'ScheduledActionName':'a'," + members + "}",
        "ValidationException",
        message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PutScalingPolicy|'PolicyName':'p'",
        "DeleteScalingPolicy|'PolicyName':'p'",
        "PutScheduledAction|'ScheduledActionName':'a'",
        "DeleteScheduledAction|'ScheduledActionName':'a'",
      })
  void whatBelongsToATargetNeedsOne(String call) {
    refused(
        call.split("\\|")[0],
        "{" + WHERE + "'ResourceId':'service/demo/none'," + call.split("\\|")[1] + "}",
        "ObjectNotFoundException",
        "service/demo/none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeScalableTargets",
        "DescribeScalingPolicies",
        "DescribeScheduledActions",
        "DescribeScalingActivities"
      })
  void listingsRefuseWhatTheyCannotRead(String operation) {
    refused(
        operation,
        "{'ServiceNamespace':'ecs','NextToken':'x'}",
        "InvalidNextTokenException",
        "nextToken");
    refused(
        operation,
        "{'ServiceNamespace':'ecs','MaxResults':51}",
        "ValidationException",
        "MaxResults must be between 1 and 50");
    refused(
        operation,
        "{'ServiceNamespace':'ecs','ScalableDimension':'ecs:service:DesiredCount'}",
        "ValidationException",
        "A resource ID must be specified");
  }

  @Test
  void aDaemonCannotBeScaledAndNothingIsForecast() {
    api.ecs()
        .createService(
            r ->
                r.cluster("demo")
                    .serviceName("daemon")
                    .taskDefinition(Fixtures.bridge(api.ecs(), "bridge").taskDefinitionArn())
                    .schedulingStrategy(SchedulingStrategy.DAEMON));
    refused(
        "RegisterScalableTarget",
        "{" + WHERE + "'ResourceId':'service/demo/daemon','MinCapacity':1,'MaxCapacity':2}",
        "ValidationException",
        "DAEMON");
    refused(
        "GetPredictiveScalingForecast",
        "{" + WEB + ",'PolicyName':'p','StartTime':1,'EndTime':2}",
        "UnsupportedFeatureException",
        "GetPredictiveScalingForecast is not supported");
  }

  private static ScalingPolicySpec requests(int number) {
    return ScalingPolicySpecBuilder.builder()
        .policyName("p" + number)
        .creationTime(Instant.parse("2026-01-01T00:00:00Z"))
        .targetTrackingScalingPolicyConfiguration(
            TargetTrackingBuilder.builder()
                .targetValue(10.0)
                .predefinedMetricSpecification(
                    new PredefinedMetric(
                        ServiceMetric.REQUESTS_PER_TARGET, "app/a/1/targetgroup/b/" + number))
                .build())
        .build();
  }

  private void register(String service) {
    ok(
        "RegisterScalableTarget",
        "{"
            + WHERE
            + "'ResourceId':'service/demo/"
            + service
            + "','MinCapacity':1,'MaxCapacity':5}");
  }

  private static String ofApi() {
    return "'ResourceId':'service/demo/api'";
  }

  private JsonNode targets(String filter) {
    return ok("DescribeScalableTargets", "{'ServiceNamespace':'ecs'," + filter + "}")
        .get("ScalableTargets");
  }

  private JsonNode actions() {
    return ok("DescribeScheduledActions", "{'ServiceNamespace':'ecs'," + ofApi() + "}")
        .get("ScheduledActions");
  }

  private ScalableTarget resource(String name) {
    return api.resources().resources(ScalableTarget.class).withName(name).get();
  }

  private static String token(JsonNode page) {
    return page.get("NextToken").asText();
  }

  private static String spelled(String request) {
    return request.replace("WHERE", WHERE).replace("WEB", WEB);
  }

  private JsonNode ok(String operation, String body) {
    return json.ok(operation, body);
  }

  private void refused(String operation, String body, String code, String message) {
    json.refused(operation, body, 400, code, message);
  }
}
