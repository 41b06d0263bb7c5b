package dev.kubeecs.gateway.logs.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Texts that are not compared letter by letter. Their expressions take linear time. */
final class Wildcards {

  private Wildcards() {}

  /** {@code %expression%}, which is found anywhere. */
  static Predicate<String> regularExpression(String quoted) {
    String expression = quoted.substring(1, quoted.length() - 1);
    try {
      Pattern pattern = Pattern.compile(expression);
      return text -> pattern.matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new FilterPatternException("Invalid regular expression " + quoted + ".");
    }
  }

  /** Where {@code *} stands for any text. */
  static Predicate<String> text(String wanted) {
    if (!wanted.contains("*")) {
      return wanted::equals;
    }
    String expression =
        Arrays.stream(wanted.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
    return text -> pattern.matcher(text).matches();
  }
}
