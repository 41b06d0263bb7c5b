package dev.kubeecs.gateway.logs.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a JSON pattern asks of the values that a selector finds. */
final class JsonComparison {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");

  private JsonComparison() {}

  /** {@code NOT EXISTS}, {@code IS NULL}, {@code IS TRUE}, {@code IS FALSE}. */
  static Predicate<JsonNode> state(JsonSelector selector, String state) {
    return switch (state.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ")) {
      case "NOT EXISTS" -> root -> selector.in(root).isEmpty();
      case "IS NULL" -> any(selector, JsonNode::isNull);
      case "IS TRUE" -> any(selector, value -> value.isBoolean() && value.booleanValue());
      case "IS FALSE" -> any(selector, value -> value.isBoolean() && !value.booleanValue());
      default -> throw new FilterPatternException("Invalid filter pattern: " + state + ".");
    };
  }

  /** A value without quotes: a number if it looks like one. */
  static Predicate<JsonNode> of(JsonSelector selector, String operator, String value) {
    return NUMBER.matcher(value).matches()
        ? any(selector, node -> node.isNumber() && holds(operator, compare(node, value)))
        : text(selector, operator, value);
  }

  /** A text, in which {@code *} stands for anything. */
  static Predicate<JsonNode> text(JsonSelector selector, String operator, String value) {
    return text(selector, operator, Wildcards.text(value), value);
  }

  /** A regular expression, which may be found anywhere in the value. */
  static Predicate<JsonNode> expression(JsonSelector selector, String operator, String quoted) {
    return text(selector, operator, Wildcards.regularExpression(quoted), quoted);
  }

  private static Predicate<JsonNode> text(
      JsonSelector selector, String operator, Predicate<String> matches, String shown) {
    return switch (operator) {
      case "=" -> any(selector, node -> node.isTextual() && matches.test(node.textValue()));
      case "!=" -> any(selector, node -> node.isTextual() && !matches.test(node.textValue()));
      default ->
          throw new FilterPatternException(
              "Invalid filter pattern: %s compares numbers, and %s is none."
                  .formatted(operator, shown));
    };
  }

  private static int compare(JsonNode node, String number) {
    return node.decimalValue().compareTo(new BigDecimal(number));
  }

  private static boolean holds(String operator, int comparison) {
    return switch (operator) {
      case "=" -> comparison == 0;
      case "!=" -> comparison != 0;
      case "<" -> comparison < 0;
      case "<=" -> comparison <= 0;
      case ">" -> comparison > 0;
      case ">=" -> comparison >= 0;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static Predicate<JsonNode> any(JsonSelector selector, Predicate<JsonNode> holds) {
    return root -> selector.in(root).stream().anyMatch(holds);
  }
}
