package dev.kubeecs.resources.loadbalancing.validation;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What all rules are told with: the first thing that is wrong, empty where there is none. */
final class Rules {

  private Rules() {}

  /** What is wrong unless a rule is kept. */
  static Optional<String> unless(boolean kept, String message, Object... arguments) {
    return kept ? Optional.empty() : Optional.of(message.formatted(arguments));
  }

  /** The same of a text, which may be absent. */
  static Optional<String> unless(Pattern form, String text, String message) {
    return unless(text == null || form.matcher(text).matches(), message, text);
  }

  /** The first that is wrong; those behind it are not looked at. */
  @SafeVarargs
  static Optional<String> first(Supplier<Optional<String>>... rules) {
    return Stream.of(rules).flatMap(rule -> rule.get().stream()).findFirst();
  }

  /** Whether a number from the first to the last is written. */
  static boolean isNumber(String text, int first, int last) {
    return text.matches("\\d{1,9}")
        && first <= Integer.parseInt(text)
        && Integer.parseInt(text) <= last;
  }

  /** Whether a list is absent or empty. */
  static boolean isEmpty(List<?> list) {
    return list == null || list.isEmpty();
  }
}
