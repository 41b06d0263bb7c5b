package dev.kubeecs.gateway.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.JsonApi;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarms;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudWatch on the wire; the official CLI calls it in the examples. */
@EcsApiTest
class AlarmOperationsIT {

  private static final String GROW =
      "arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:1:resource/ecs/service/demo/web:policyName/grow";
  private static final String DIMENSIONS =
      "'Dimensions':[{'Name':'ClusterName','Value':'demo'},{'Name':'ServiceName','Value':'web'}]";
  private static final String TIMES =
      "'Period':60,'EvaluationPeriods':2,'Threshold':70,'ComparisonOperator':'GreaterThanThreshold'";
  private static final String METRIC =
      "'Namespace':'AWS/ECS','MetricName':'CPUUtilization','Statistic':'Average'," + DIMENSIONS;
  private static final String CPU = METRIC + "," + TIMES;

  private final EcsApi api;
  private final JsonApi json;

  AlarmOperationsIT(EcsApi api) {
    this.api = api;
    this.json = new JsonApi(api, "monitoring", "GraniteServiceVersion20100801", "1.0");
  }

  @AfterEach
  void deleteAll() {
    ok("DeleteAlarms", "{'AlarmNames':['Busy Service','b','c','none']}");
    assertThat(alarms("")).isEmpty();
  }

  @Test
  void anAlarmIsPutChangedDescribedAndDeleted() {
    put("Busy Service", "'AlarmActions':['" + GROW + "'],'Tags':[{'Key':'team','Value':'web'}],");
    JsonNode alarm = alarms("'AlarmNames':['Busy Service']").get(0);
    assertThat(alarm.get("AlarmArn").asText())
        .isEqualTo(
            "arn:aws:cloudwatch:us-east-1:%s:alarm:Busy Service".formatted(api.account().id()));
    assertThat(alarm.get("StateValue").asText()).isEqualTo("INSUFFICIENT_DATA");
    assertThat(alarm.get("StateReason").asText()).isEqualTo("Unchecked: Initial alarm creation");
    assertThat(alarm.get("ActionsEnabled").asBoolean()).isTrue();
    assertThat(alarm.at("/AlarmActions/0").asText()).isEqualTo(GROW);
    assertThat(alarm.get("OKActions")).isEmpty();
    assertThat(alarm.at("/Dimensions/1/Value").asText()).isEqualTo("web");
    assertThat(alarm.get("Period").asInt()).isEqualTo(60);
    assertThat(alarm.get("Threshold").asDouble()).isEqualTo(70);

    ok("DisableAlarmActions", "{'AlarmNames':['Busy Service','none']}");
    assertThat(alarms("").get(0).get("ActionsEnabled").asBoolean()).isFalse();
    ok("EnableAlarmActions", "{'AlarmNames':['Busy Service']}");
    assertThat(alarms("").get(0).get("ActionsEnabled").asBoolean()).isTrue();

    put("Busy Service", "'TreatMissingData':'breaching','DatapointsToAlarm':1,");
    alarm = alarms("").get(0);
    assertThat(alarm.get("AlarmActions")).isEmpty();
    assertThat(alarm.get("TreatMissingData").asText()).isEqualTo("breaching");
    assertThat(alarm.get("DatapointsToAlarm").asInt()).isEqualTo(1);
    String of = "'ResourceARN':'" + alarm.get("AlarmArn").asText() + "'";
    ok("TagResource", "{" + of + ",'Tags':[{'Key':'a','Value':'1'}]}");
    assertThat(ok("ListTagsForResource", "{" + of + "}").toString())
        .isEqualTo(
            "{\"Tags\":[{\"Key\":\"a\",\"Value\":\"1\"},{\"Key\":\"team\",\"Value\":\"web\"}]}");
    ok("UntagResource", "{" + of + ",'TagKeys':['a','team']}");
    assertThat(ok("ListTagsForResource", "{" + of + "}").get("Tags")).isEmpty();
    refused(
        "ListTagsForResource",
        "{'ResourceARN':'arn:aws:cloudwatch:us-east-1:0:alarm:x'}",
        404,
        "ResourceNotFoundException",
        "alarm:x");
  }

  @Test
  void alarmsAreFoundByNameStateActionAndMetric() {
    put("Busy Service", "'AlarmActions':['" + GROW + "'],");
    put("b", "");
    put("c", "");
    ok("SetAlarmState", "{'AlarmName':'b','StateValue':'ALARM','StateReason':'a test'}");
    assertThat(names("")).containsExactly("Busy Service", "b", "c");
    assertThat(names("'AlarmNamePrefix':'B'")).containsExactly("Busy Service");
    assertThat(names("'StateValue':'ALARM'")).containsExactly("b");
    assertThat(names("'ActionPrefix':'arn:aws:autoscaling'")).containsExactly("Busy Service");
    assertThat(names("'AlarmTypes':['CompositeAlarm']")).isEmpty();
    JsonNode first = ok("DescribeAlarms", "{'MaxRecords':2}");
    assertThat(first.findValuesAsText("AlarmName")).containsExactly("Busy Service", "b");
    assertThat(names("'MaxRecords':2,'NextToken':'" + first.get("NextToken").asText() + "'"))
        .containsExactly("c");
    refused("DescribeAlarms", "{'NextToken':'x'}", 400, "InvalidNextToken", "nextToken");

    String metric = "'Namespace':'AWS/ECS','MetricName':'CPUUtilization'";
    assertThat(forMetric(metric)).hasSize(3);
    assertThat(forMetric(metric + "," + DIMENSIONS + ",'Period':60,'Statistic':'Average'"))
        .hasSize(3);
    assertThat(forMetric(metric + ",'Dimensions':[{'Name':'ClusterName','Value':'demo'}]"))
        .isEmpty();
    assertThat(forMetric("'Namespace':'AWS/ECS','MetricName':'MemoryUtilization'")).isEmpty();
  }

  @Test
  void aStateThatIsSetIsToldAtOnceAndUntilTheOperatorTellsAnother() {
    put("b", "");
    ok(
        "SetAlarmState",
        "{'AlarmName':'b','StateValue':'ALARM','StateReason':'a test','StateReasonData':'{}'}");
    JsonNode alarm = alarms("").get(0);
    assertThat(alarm.get("StateValue").asText()).isEqualTo("ALARM");
    assertThat(alarm.get("StateReason").asText()).isEqualTo("a test");
    assertThat(alarm.get("StateReasonData").asText()).isEqualTo("{}");
    MetricAlarm resource =
        api.resources().resources(MetricAlarm.class).list().getItems().stream()
            .filter(each -> MetricAlarms.name(each).equals("b"))
            .findFirst()
            .orElseThrow();
    api.status(
        resource,
        "{stateValue: OK, stateReason: over, stateSetTime: \"%s\"}"
            .formatted(resource.getSpec().setState().time()));
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(alarms("").get(0).get("StateReason").asText()).isEqualTo("over"));
    refused(
        "SetAlarmState",
        "{'AlarmName':'none','StateValue':'OK','StateReason':'r'}",
        404,
        "ResourceNotFound",
        "no alarm none");
    refused(
        "SetAlarmState",
        "{'AlarmName':'b','StateValue':'OK','StateReason':'r','StateReasonData':'{'}",
        400,
        "InvalidFormat",
        "StateReasonData");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Namespace':'AWS/ECS','MetricName':'Errors','Statistic':'Sum',DIMS,TIMES | metricName: kube-ecs does not measure AWS/ECS Errors",
        "'Namespace':'AWS/ECS','MetricName':'CPUUtilization','Statistic':'Average','Dimensions':[{'Name':'ClusterName','Value':'demo'}],TIMES | dimensions: CPUUtilization is measured by ClusterName and ServiceName",
        "'Namespace':'AWS/ECS','MetricName':'CPUUtilization','Statistic':'Sum',DIMS,TIMES | statistic: CPUUtilization has Average, Maximum, Minimum, not Sum",
        "METRIC,'Unit':'Bytes',TIMES | unit: CPUUtilization is not measured in Bytes",
        "METRIC,'Period':90,'EvaluationPeriods':1,'Threshold':1,'ComparisonOperator':'LessThanThreshold' | period:",
        "METRIC,'Period':60,'EvaluationPeriods':1441,'Threshold':1,'ComparisonOperator':'LessThanThreshold' | evaluationPeriods: times period",
        "METRIC,'Period':60,'EvaluationPeriods':1,'Threshold':1,'ComparisonOperator':'GreaterThanUpperThreshold' | comparisonOperator: GreaterThanUpperThreshold",
        "METRIC,TIMES,'DatapointsToAlarm':3 | datapointsToAlarm",
        "METRIC,TIMES,'TreatMissingData':'maybe' | treatMissingData",
        "METRIC,TIMES,'AlarmActions':['arn:aws:sns:us-east-1:0:t'] | alarmActions: arn:aws:sns:us-east-1:0:t is no scaling policy",
        "METRIC,TIMES,'OKActions':['x'] | okActions: x",
        "METRIC,'Period':60 | EvaluationPeriods must be given",
      })
  void noSuchAlarm(String members, String message) {
    refused(
        "PutMetricAlarm",
        "{'AlarmName':'b',"
            + members.replace("METRIC", METRIC).replace("DIMS", DIMENSIONS).replace("TIMES", TIMES)
            + "}",
        400,
        "ValidationError",
        message);
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    refused(
        "PutMetricAlarm",
        "{'AlarmName':'b'," + CPU + ",'ExtendedStatistic':'p99'}",
        400,
        "ClientException",
        "extendedStatistic");
    refused(
        "PutCompositeAlarm",
        "{'AlarmName':'b','AlarmRule':'TRUE'}",
        400,
        "UnsupportedFeatureException",
        "PutCompositeAlarm is not supported");
  }

  private void put(String name, String members) {
    ok("PutMetricAlarm", "{'AlarmName':'" + name + "'," + members + CPU + "}");
  }

  private JsonNode alarms(String filter) {
    return ok("DescribeAlarms", "{" + filter + "}").get("MetricAlarms");
  }

  private Iterable<String> names(String filter) {
    return alarms(filter).findValuesAsText("AlarmName");
  }

  private JsonNode forMetric(String filter) {
    return ok("DescribeAlarmsForMetric", "{" + filter + "}").get("MetricAlarms");
  }

  private JsonNode ok(String operation, String body) {
    return json.ok(operation, body);
  }

  private void refused(String operation, String body, int status, String code, String message) {
    json.refused(operation, body, status, code, message);
  }
}
