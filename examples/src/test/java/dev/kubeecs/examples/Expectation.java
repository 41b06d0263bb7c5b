package dev.kubeecs.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What an answer must have, at least: each member that is given must be there and be so. A text
 * that begins with {@code ~} is a regular expression, null means that the member must be absent,
 * and where the answer has a list of things with names, they are given by name.
 */
final class Expectation {

  private final List<String> differences = new ArrayList<>();

  private Expectation() {}

  /** Where the answer is not as expected; empty if it is. */
  static List<String> differences(JsonNode expected, JsonNode answer) {
    Expectation expectation = new Expectation();
    expectation.compare("", expected, answer);
    return expectation.differences;
  }

  private void compare(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isArray()) {
      expected
          .properties()
          .forEach(e -> compare(path + "." + e.getKey(), e.getValue(), named(actual, e.getKey())));
    } else if (expected.isObject()) {
      expected
          .properties()
          .forEach(e -> compare(path + "." + e.getKey(), e.getValue(), actual.path(e.getKey())));
    } else if (expected.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(path + "[" + i + "]", expected.get(i), actual.get(i));
      }
    } else if (!equal(expected, actual)) {
      differences.add(
          "%s must be %s and is %s".formatted(path.replaceFirst("^\\.", ""), expected, actual));
    }
  }

  private static JsonNode named(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(item -> item.path("name").asText().equals(name))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private static boolean equal(JsonNode expected, JsonNode actual) {
    if (expected.isNull()) {
      return actual.isMissingNode() || actual.isNull();
    }
    return actual.isValueNode() && text(expected.asText(), actual.asText());
  }

  /** Whether a text is what was expected of it. */
  static boolean text(String expected, String actual) {
    return expected.startsWith("~")
        ? Pattern.compile(expected.substring(1).strip(), Pattern.DOTALL).matcher(actual).matches()
        : expected.equals(actual);
  }
}
