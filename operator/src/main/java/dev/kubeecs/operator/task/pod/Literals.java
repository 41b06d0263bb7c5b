package dev.kubeecs.operator.task.pod;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Kubernetes replaces {@code $(NAME)} in commands and variables, and {@code $$} by {@code $}. ECS
 * does not, so what it would touch is escaped.
 */
final class Literals {

  private static final Pattern TOUCHED = Pattern.compile("\\$(?=[$(])");

  private Literals() {}

  static String of(String text) {
    return text == null ? null : TOUCHED.matcher(text).replaceAll("\\$\\$");
  }

  static List<String> of(List<String> texts) {
    return texts == null ? List.of() : texts.stream().map(Literals::of).toList();
  }
}
