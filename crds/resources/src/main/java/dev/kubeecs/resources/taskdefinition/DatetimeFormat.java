package dev.kubeecs.resources.taskdefinition;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code awslogs-datetime-format}: codes of strftime amid a regular expression. Source: the
 * documentation of Docker's awslogs driver.
 */
public final class DatetimeFormat {

  private static final Pattern CODE = Pattern.compile("%(.)");

  private DatetimeFormat() {}

  /** The expression that finds such a time. */
  public static String expression(String format) {
    return CODE.matcher(format).replaceAll(code -> Matcher.quoteReplacement(of(code.group(1))));
  }

  private static String of(String code) {
    return switch (code) {
      case "a" -> "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
      case "A" -> "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
      case "b" -> "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
      case "B" ->
          "(?:January|February|March|April|May|June|July|August|September|October|November"
              + "|December)";
      case "w" -> "[0-6]";
      case "d", "m", "y", "H", "I", "M", "S" -> "\\d{2}";
      case "Y" -> "\\d{4}";
      case "j" -> "\\d{3}";
      case "p" -> "[A-Z]{2}";
      case "L" -> "\\.\\d{3}";
      case "f" -> "\\d{6}";
      case "z" -> "[+-]\\d{4}";
      case "Z" -> "[A-Z]{1,4}T";
      default -> "%" + code;
    };
  }
}
