package dev.kubeecs.operator.loadbalancing.gatewayapi;

import java.util.regex.Pattern;

/**
 * What the value of a header or of a member of a query must be.
 *
 * @param expression whether the text is a regular expression, from {@code ^} to {@code $}
 */
record ValueMatch(boolean expression, String text) {

  /** What both have in common. */
  Overlap<ValueMatch> meet(ValueMatch other) {
    if (expression && other.expression) {
      return equals(other) ? new Overlap.Of<>(this) : new Overlap.Unknown<>();
    }
    ValueMatch exact = expression ? other : this;
    ValueMatch any = expression ? this : other;
    return any.matches(exact.text) ? new Overlap.Of<>(exact) : new Overlap.None<>();
  }

  boolean matches(String value) {
    return expression ? Pattern.matches(text, value) : text.equals(value);
  }
}
