package dev.kubeecs.resources.taskdefinition.validation;

import java.util.ArrayList;
import java.util.List;

/** Collects violations. */
final class Violations {

  private final List<Violation> found = new ArrayList<>();

  void add(String field, String message, Object... arguments) {
    found.add(new Violation(field, String.format(message, arguments)));
  }

  void unless(boolean kept, String field, String message, Object... arguments) {
    if (!kept) {
      add(field, message, arguments);
    }
  }

  /** The value is absent, or within the limits. */
  void range(Integer value, int lowest, int highest, String field) {
    unless(
        value == null || (value >= lowest && value <= highest),
        field,
        "%s must be between %d and %d.",
        field.substring(field.lastIndexOf('.') + 1),
        lowest,
        highest);
  }

  List<Violation> all() {
    return List.copyOf(found);
  }
}
