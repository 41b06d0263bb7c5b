package dev.kubeecs.gateway.protocol.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.model.Range;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Constraints of the model that do not hold, in AWS's words. */
final class Constraint {

  /** How much of a value a message repeats, in characters. */
  private static final int SHOWN = 100;

  private Constraint() {}

  static String notNull(String path) {
    return "Value null at '" + path + "' failed to satisfy constraint: Member must not be null";
  }

  static String broken(String path, JsonNode value, String constraint) {
    return "Value '%s' at '%s' failed to satisfy constraint: %s"
        .formatted(shown(value), path, constraint);
  }

  static String brokenBySecret(String path, String constraint) {
    return "Value at '%s' failed to satisfy constraint: %s".formatted(path, constraint);
  }

  static Optional<String> length(Range range, int length) {
    return range.contains(length)
        ? Optional.empty()
        : Optional.of("Member must have length " + bound(range, length));
  }

  static Optional<String> range(Range range, double value) {
    return range.contains(value)
        ? Optional.empty()
        : Optional.of("Member must have value " + bound(range, value));
  }

  static Optional<String> pattern(Optional<Pattern> pattern, String value) {
    return pattern
        .filter(expected -> !expected.matcher(value).matches())
        .map(expected -> "Member must satisfy regular expression pattern: " + expected);
  }

  static String oneOf(List<String> values) {
    return "Member must satisfy enum value set: " + values;
  }

  private static String bound(Range range, double value) {
    return range
        .min()
        .filter(min -> value < min)
        .map(min -> "greater than or equal to " + number(min))
        .orElseGet(() -> "less than or equal to " + number(range.max().orElseThrow()));
  }

  private static String number(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static String shown(JsonNode value) {
    String text = value.isTextual() ? value.textValue() : value.toString();
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
