package dev.kubeecs.gateway.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.JsonApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operations of CloudWatch Logs on the wire; the official CLI calls them in the examples. */
@EcsApiTest
class LogOperationsIT {

  private static final long NOW = System.currentTimeMillis();

  private final EcsApi api;
  private final JsonApi json;

  LogOperationsIT(EcsApi api) {
    this.api = api;
    this.json = new JsonApi(api, "logs", "Logs_20140328", "1.1");
  }

  @Test
  void groupsAreMadeListedTaggedAndDeleted() {
    ok("CreateLogGroup", "{'logGroupName':'/a/one','tags':{'k':'v'}}");
    ok("CreateLogGroup", "{'logGroupName':'/a/two'}");
    ok("CreateLogGroup", "{'logGroupName':'/b/three'}");
    assertThat(error("CreateLogGroup", "{'logGroupName':'/a/one'}"))
        .isEqualTo("ResourceAlreadyExistsException");
    assertThat(names("{'logGroupNamePrefix':'/a/'}")).containsExactly("/a/one", "/a/two");
    assertThat(names("{'logGroupNamePattern':'THREE'}")).containsExactly("/b/three");
    JsonNode first = ok("DescribeLogGroups", "{'limit':1}");
    assertThat(first.at("/logGroups/0/logGroupName").asText()).isEqualTo("/a/one");
    assertThat(names("{'limit':2,'nextToken':'" + first.get("nextToken").asText() + "'}"))
        .containsExactly("/a/two", "/b/three");

    String arn = first.at("/logGroups/0/logGroupArn").asText();
    assertThat(arn).isEqualTo("arn:aws:logs:us-east-1:" + api.account().id() + ":log-group:/a/one");
    ok("TagResource", "{'resourceArn':'" + arn + "','tags':{'l':'w'}}");
    ok("UntagResource", "{'resourceArn':'" + arn + "','tagKeys':['k']}");
    assertThat(ok("ListTagsForResource", "{'resourceArn':'" + arn + "'}").toString())
        .isEqualTo("{\"tags\":{\"l\":\"w\"}}");

    ok("PutRetentionPolicy", "{'logGroupName':'/a/one','retentionInDays':7}");
    assertThat(group("/a/one").get("retentionInDays").asInt()).isEqualTo(7);
    ok("DeleteRetentionPolicy", "{'logGroupName':'/a/one'}");
    assertThat(group("/a/one").has("retentionInDays")).isFalse();

    for (String name : List.of("/a/one", "/a/two", "/b/three")) {
      ok("DeleteLogGroup", "{'logGroupName':'" + name + "'}");
    }
    assertThat(names("{}")).doesNotContain("/a/one", "/a/two", "/b/three");
  }

  @Test
  void streamsAreListedByNameAndByTheirLastEvent() {
    ok("CreateLogGroup", "{'logGroupName':'streams'}");
    for (String name : List.of("a/1", "a/2", "b/1")) {
      ok("CreateLogStream", "{'logGroupName':'streams','logStreamName':'" + name + "'}");
    }
    put("streams", "a/2", NOW - 1000, "x");
    put("streams", "b/1", NOW, "y");
    assertThat(streams("{'logGroupName':'streams','logStreamNamePrefix':'a/'}"))
        .containsExactly("a/1", "a/2");
    assertThat(streams("{'logGroupName':'streams','orderBy':'LastEventTime','descending':true}"))
        .containsExactly("b/1", "a/2", "a/1");
    JsonNode page = ok("DescribeLogStreams", "{'logGroupName':'streams','limit':2}");
    assertThat(
            streams(
                "{'logGroupName':'streams','nextToken':'" + page.get("nextToken").asText() + "'}"))
        .containsExactly("b/1");
    assertThat(page.at("/logStreams/1/lastEventTimestamp").asLong()).isEqualTo(NOW - 1000);
    ok("DeleteLogStream", "{'logGroupName':'streams','logStreamName':'a/1'}");
    assertThat(error("DeleteLogStream", "{'logGroupName':'streams','logStreamName':'a/1'}"))
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void tokensLeadForwardAndBackAndToWhatComesLater() {
    ok("CreateLogGroup", "{'logGroupName':'tokens'}");
    ok("CreateLogStream", "{'logGroupName':'tokens','logStreamName':'s'}");
    ok(
        "PutLogEvents",
        "{'logGroupName':'tokens','logStreamName':'s','logEvents':["
            + IntStream.range(0, 10)
                .mapToObj(i -> "{'timestamp':%d,'message':'m%d'}".formatted(NOW + i / 2, i))
                .collect(Collectors.joining(","))
            + "]}");
    JsonNode last = get("'limit':4");
    assertThat(messages(last)).containsExactly("m6", "m7", "m8", "m9");
    JsonNode before = get("'limit':4,'nextToken':'" + token(last, "Backward") + "'");
    assertThat(messages(before)).containsExactly("m2", "m3", "m4", "m5");
    assertThat(messages(get("'limit':4,'nextToken':'" + token(before, "Forward") + "'")))
        .containsExactly("m6", "m7", "m8", "m9");

    JsonNode end = get("'nextToken':'" + token(last, "Forward") + "'");
    assertThat(messages(end)).isEmpty();
    assertThat(token(end, "Forward")).isEqualTo(token(last, "Forward"));
    assertThat(messages(get("'limit':4,'nextToken':'" + token(end, "Backward") + "'")))
        .containsExactly("m6", "m7", "m8", "m9");
    put("tokens", "s", NOW + 100, "later");
    assertThat(messages(get("'nextToken':'" + token(end, "Forward") + "'")))
        .containsExactly("later");
    assertThat(messages(get("'startFromHead':true,'limit':2,'startTime':" + (NOW + 1))))
        .containsExactly("m2", "m3");
    assertThat(messages(get("'endTime':" + (NOW + 1)))).containsExactly("m0", "m1");
  }

  @Test
  void filteringGoesOverStreamsByTime() {
    ok("CreateLogGroup", "{'logGroupName':'filter'}");
    for (String stream : List.of("a", "b")) {
      ok("CreateLogStream", "{'logGroupName':'filter','logStreamName':'" + stream + "'}");
    }
    for (int i = 0; i < 6; i++) {
      put("filter", i % 2 == 0 ? "a" : "b", NOW + i, (i < 3 ? "INFO " : "ERROR ") + i);
    }
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          ok(
              "FilterLogEvents",
              "{'logGroupName':'filter','limit':2"
                  + (token.isEmpty() ? "" : ",'nextToken':'" + token + "'")
                  + "}");
      seen.addAll(messages(page));
      token = page.path("nextToken").asText();
    } while (!token.isEmpty());
    assertThat(seen).containsExactly("INFO 0", "INFO 1", "INFO 2", "ERROR 3", "ERROR 4", "ERROR 5");
    assertThat(
            messages(
                ok(
                    "FilterLogEvents",
                    "{'logGroupName':'filter','filterPattern':'ERROR','logStreamNames':['b']}")))
        .containsExactly("ERROR 3", "ERROR 5");
  }

  @Test
  void eventsThatAreTooOldOrTooNewAreNamed() {
    ok("CreateLogGroup", "{'logGroupName':'rejected'}");
    ok("CreateLogStream", "{'logGroupName':'rejected','logStreamName':'s'}");
    long old = NOW - TimeUnit.DAYS.toMillis(15);
    JsonNode answer =
        ok(
            "PutLogEvents",
            "{'logGroupName':'rejected','logStreamName':'s','logEvents':["
                + "{'timestamp':"
                + old
                + ",'message':'a'}]}");
    assertThat(answer.at("/rejectedLogEventsInfo/tooOldLogEventEndIndex").asInt()).isEqualTo(1);
    long later = NOW + TimeUnit.HOURS.toMillis(3);
    answer =
        ok(
            "PutLogEvents",
            "{'logGroupName':'rejected','logStreamName':'s','logEvents':["
                + "{'timestamp':"
                + NOW
                + ",'message':'now'},"
                + "{'timestamp':"
                + later
                + ",'message':'a'}]}");
    assertThat(answer.at("/rejectedLogEventsInfo/tooNewLogEventStartIndex").asInt()).isEqualTo(1);
    assertThat(messages(ok("GetLogEvents", "{'logGroupName':'rejected','logStreamName':'s'}")))
        .containsExactly("now");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "GetLogEvents | {\"logGroupName\":\"no\",\"logStreamName\":\"s\"} | ResourceNotFoundException",
        "GetLogEvents | {\"logStreamName\":\"s\"} | InvalidParameterException",
        "FilterLogEvents | {\"logGroupName\":\"no\"} | ResourceNotFoundException",
        "DescribeLogStreams | {\"logGroupName\":\"no\"} | ResourceNotFoundException",
        "PutRetentionPolicy | {\"logGroupName\":\"no\",\"retentionInDays\":2} | InvalidParameterException",
        "CreateLogGroup | {\"logGroupName\":\"a b\"} | InvalidParameterException",
        "CreateLogGroup | {\"logGroupName\":\"a\",\"kmsKeyId\":\"k\"} | InvalidParameterException",
        "CreateLogGroup | {\"logGroupName\":\"a\",\"logGroupClass\":\"DELIVERY\"} | InvalidParameterException",
        "StartLiveTail | {\"logGroupIdentifiers\":[\"a\"]} | UnsupportedFeatureException",
        "StartQuery | {\"startTime\":0,\"endTime\":1,\"queryString\":\"fields\"} | UnsupportedFeatureException",
      })
  void errors(String operation, String body, String code) {
    assertThat(error(operation, body)).isEqualTo(code);
  }

  private void put(String group, String stream, long time, String message) {
    ok(
        "PutLogEvents",
        "{'logGroupName':'%s','logStreamName':'%s','logEvents':[{'timestamp':%d,'message':'%s'}]}"
            .formatted(group, stream, time, message));
  }

  private JsonNode get(String members) {
    return ok("GetLogEvents", "{'logGroupName':'tokens','logStreamName':'s'," + members + "}");
  }

  private static String token(JsonNode page, String direction) {
    return page.get("next" + direction + "Token").asText();
  }

  private static List<String> messages(JsonNode page) {
    return page.get("events").findValuesAsText("message");
  }

  private List<String> names(String request) {
    return ok("DescribeLogGroups", request).get("logGroups").findValuesAsText("logGroupName");
  }

  private JsonNode group(String name) {
    return ok("DescribeLogGroups", "{'logGroupNamePrefix':'" + name + "'}").at("/logGroups/0");
  }

  private List<String> streams(String request) {
    return ok("DescribeLogStreams", request).get("logStreams").findValuesAsText("logStreamName");
  }

  private JsonNode ok(String operation, String body) {
    return json.ok(operation, body);
  }

  private String error(String operation, String body) {
    return json.error(operation, body, 400).get("__type").asText();
  }
}
