package dev.kubeecs.gateway.logs.filter;

import java.util.function.Predicate;

/** Which messages a filter pattern takes. */
public final class FilterPattern {

  private FilterPattern() {}

  /**
   * Understands a pattern: terms, or one JSON expression in braces; an empty one takes everything.
   *
   * @param pattern null is an empty one
   * @throws FilterPatternException if it is none that we understand
   */
  public static Predicate<String> parse(String pattern) {
    String text = pattern == null ? "" : pattern.strip();
    if (text.isEmpty()) {
      return message -> true;
    }
    return switch (text.charAt(0)) {
      case '{' -> JsonPattern.parse(text);
      case '[' ->
          throw new FilterPatternException(
              "Patterns for space-delimited messages ([...]) are not supported by kube-ecs yet.");
      default -> TermPattern.parse(text);
    };
  }
}
