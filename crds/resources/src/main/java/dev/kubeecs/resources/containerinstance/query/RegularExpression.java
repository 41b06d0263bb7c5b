package dev.kubeecs.resources.containerinstance.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import java.util.regex.Matcher;

/**
 * A pattern in the syntax of {@code java.util.regex} as far as one can be matched in linear time:
 * without back references and look-around, so that no pattern, however hostile, takes long.
 */
public final class RegularExpression {

  /** Counted repetitions are unrolled: this bounds how large a pattern gets. */
  private static final long MOST_REPETITIONS = 1000;

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

  private final String text;
  private final Pattern compiled;

  private RegularExpression(String text, Pattern compiled) {
    this.text = text;
    this.compiled = compiled;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException if it is none, or one that cannot be bounded; the message says
   *     what is wrong
   */
  public static RegularExpression of(String text) {
    if (repetitions(text) > MOST_REPETITIONS) {
      throw new IllegalArgumentException(
          "repeats more than " + MOST_REPETITIONS + " times, all repetitions multiplied");
    }
    try {
      return new RegularExpression(text, Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription() + ": " + e.getPattern(), e);
    }
  }

  private static long repetitions(String text) {
    long product = 1;
    Matcher counted = REPETITION.matcher(text);
    while (counted.find() && product <= MOST_REPETITIONS) {
      product *= Math.max(number(counted.group(1)), Math.max(number(counted.group(2)), 1));
    }
    return product;
  }

  private static long number(String digits) {
    if (digits == null || digits.isEmpty()) {
      return 1;
    }
    return digits.length() > 4 ? MOST_REPETITIONS + 1 : Long.parseLong(digits);
  }

  /** Whether the whole value matches. */
  public boolean matches(String value) {
    return compiled.matches(value);
  }

  /** Patterns of the same text are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RegularExpression that && that.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
