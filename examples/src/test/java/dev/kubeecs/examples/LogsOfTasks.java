package dev.kubeecs.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tasks of the family {@code job} that log into one group, and what can be read there.
 *
 * @param aws has the cluster {@code demo}
 */
record LogsOfTasks(AwsCli aws) {

  static final String GROUP = "/ecs/demo";
  private static final ObjectMapper JSON = new ObjectMapper();

  void register(String script, Map<String, String> options) throws IOException {
    Map<String, String> all =
        new LinkedHashMap<>(
            Map.of(
                "awslogs-group",
                GROUP,
                "awslogs-region",
                AwsCli.REGION,
                "awslogs-stream-prefix",
                "test",
                "awslogs-create-group",
                "true"));
    all.putAll(options);
    Map<String, Object> container =
        Map.of(
            "name",
            "job",
            "image",
            "busybox:1.36",
            "command",
            List.of("sh", "-c", script),
            "stopTimeout", // a shell does not listen to SIGTERM
            2,
            "logConfiguration",
            Map.of("logDriver", "awslogs", "options", all));
    Tasks.define(aws, "job", JSON.writeValueAsString(List.of(container)));
  }

  String run() {
    return Tasks.lastPart(Tasks.run(aws, "demo", "job"));
  }

  List<String> groups() {
    return aws.logs("describe-log-groups").get("logGroups").findValuesAsText("logGroupName");
  }

  List<String> streams() {
    return aws.logs("describe-log-streams", "--log-group-name", GROUP)
        .get("logStreams")
        .findValuesAsText("logStreamName");
  }

  List<String> lines(String task) {
    return events("test/job/" + task);
  }

  /** Every event of a stream, by pages, as scripts read them: until a token is answered again. */
  List<String> events(String stream) {
    List<String> lines = new ArrayList<>();
    List<String> first =
        List.of(
            "get-log-events",
            "--log-group-name",
            GROUP,
            "--log-stream-name",
            stream,
            "--start-from-head",
            "--limit",
            "300");
    String token = "";
    while (true) {
      List<String> command = new ArrayList<>(first);
      if (!token.isEmpty()) {
        command.addAll(List.of("--next-token", token));
      }
      JsonNode page = aws.logs(command.toArray(String[]::new));
      lines.addAll(page.get("events").findValuesAsText("message"));
      String next = page.get("nextForwardToken").asText();
      if (next.equals(token)) {
        return lines;
      }
      token = next;
    }
  }

  long filtered(String pattern) {
    return aws.logs("filter-log-events", "--log-group-name", GROUP, "--filter-pattern", pattern)
        .get("events")
        .size();
  }
}
