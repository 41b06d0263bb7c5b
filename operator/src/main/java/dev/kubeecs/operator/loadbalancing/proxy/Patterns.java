package dev.kubeecs.operator.loadbalancing.proxy;

import java.util.List;
import java.util.stream.Collectors;

/** Patterns of conditions as regular expressions of HAProxy, quoted. */
final class Patterns {

  private Patterns() {}

  /** Of values with {@code *} (any characters) and {@code ?} (one), each to match as a whole. */
  static String wildcards(List<String> values) {
    return values.stream()
        .map(value -> quoted("^" + wildcard(value, ".") + "$"))
        .collect(Collectors.joining(" "));
  }

  /** Of words and regular expressions, which are taken as they are. */
  static String words(List<String> values) {
    return values.stream().map(Patterns::quoted).collect(Collectors.joining(" "));
  }

  /** Of a pair of a query; a null key is any. */
  static String pair(String key, String value) {
    return quoted(
        "(^|&)"
            + (key == null ? "([^=&]*=)?" : wildcard(key, "[^&=]") + "=")
            + wildcard(value == null ? "*" : value, "[^&]")
            + "(&|$)");
  }

  /**
   * A text as one argument that HAProxy takes as it is; an apostrophe becomes what regular
   * expressions have for it.
   *
   * @throws IllegalArgumentException if the text does not stay on its line
   */
  static String quoted(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("control characters in " + text);
    }
    return "'" + text.replace("'", "\\x27") + "'";
  }

  /** A text as one argument, with line breaks. */
  static String text(String text) {
    return "\""
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("$", "\\$")
            .replace("\r", "\\r")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
        + "\"";
  }

  private static String wildcard(String value, String any) {
    StringBuilder expression = new StringBuilder();
    boolean escaped = false;
    for (char character : value.toCharArray()) {
      if (escaped) {
        expression.append(literal(character));
        escaped = false;
      } else if (character == '\\') {
        escaped = true;
      } else {
        expression.append(
            switch (character) {
              case '*' -> any + "*";
              case '?' -> any;
              default -> literal(character);
            });
      }
    }
    return expression.toString();
  }

  private static String literal(char character) {
    boolean plain = Character.isLetterOrDigit(character) || "/_-".indexOf(character) >= 0;
    return plain ? String.valueOf(character) : "\\x%02x".formatted((int) character);
  }
}
