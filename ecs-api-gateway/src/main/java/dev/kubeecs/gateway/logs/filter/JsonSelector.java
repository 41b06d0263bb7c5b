package dev.kubeecs.gateway.logs.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code $.requests[0].ip}, {@code $['a b']}, {@code $.items[*].id}. */
record JsonSelector(List<String> steps) {

  private static final Pattern STEP =
      Pattern.compile("\\.([\\w@-]+)|\\[(\\d+|\\*)\\]|\\[\"([^\"]*)\"\\]|\\['([^']*)'\\]");

  JsonSelector(String selector) {
    this(STEP.matcher(selector).results().map(result -> result.group()).toList());
  }

  /** The values that are there, which are more than one only with {@code [*]}. */
  List<JsonNode> in(JsonNode root) {
    Stream<JsonNode> found = Stream.of(root);
    for (String step : steps) {
      found = found.flatMap(node -> step(node, step));
    }
    return found.toList();
  }

  private static Stream<JsonNode> step(JsonNode node, String step) {
    Matcher parts = STEP.matcher(step);
    parts.matches();
    String index = parts.group(2);
    if ("*".equals(index)) {
      return StreamSupport.stream(node.spliterator(), false);
    }
    JsonNode found =
        index != null
            ? node.path(index.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(index))
            : node.path(
                Stream.of(1, 3, 4)
                    .map(parts::group)
                    .filter(name -> name != null)
                    .findFirst()
                    .orElseThrow());
    return found.isMissingNode() ? Stream.empty() : Stream.of(found);
  }
}
