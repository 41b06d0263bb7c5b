package dev.kubeecs.gateway.logs.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Terms: all of {@code one "two words" %reg.*%}, any of {@code ?one ?two}, none of {@code -one}.
 * Beside others a question mark means nothing.
 */
record TermPattern(List<Predicate<String>> all, List<Predicate<String>> any)
    implements Predicate<String> {

  private static final Pattern TERM =
      Pattern.compile("\\s*([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(%[^%]+%)|([\\w]+))(?=\\s|$)");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  static TermPattern parse(String text) {
    List<Predicate<String>> all = new ArrayList<>();
    List<Predicate<String>> any = new ArrayList<>();
    Matcher terms = TERM.matcher(text);
    int end = 0;
    while (end < text.length() && terms.find(end) && terms.start() == end) {
      Predicate<String> term = term(terms);
      switch (terms.group(1)) {
        case "?" -> any.add(term);
        case "-" -> all.add(term.negate());
        default -> all.add(term);
      }
      end = terms.end();
    }
    if (end < text.length()) {
      throw new FilterPatternException(
          "Invalid filter pattern at character %d: put terms with other characters than letters,"
                  .formatted(end + 1)
              + " digits and underscores in double quotes.");
    }
    return all.isEmpty()
        ? new TermPattern(List.of(), any)
        : new TermPattern(both(all, any), List.of());
  }

  private static List<Predicate<String>> both(
      List<Predicate<String>> all, List<Predicate<String>> any) {
    all.addAll(any);
    return all;
  }

  private static Predicate<String> term(Matcher term) {
    if (term.group(3) != null) {
      return Wildcards.regularExpression(term.group(3));
    }
    String text =
        term.group(4) != null ? term.group(4) : ESCAPE.matcher(term.group(2)).replaceAll("$1");
    return message -> message.contains(text);
  }

  @Override
  public boolean test(String message) {
    return all.stream().allMatch(term -> term.test(message))
        && (any.isEmpty() || any.stream().anyMatch(term -> term.test(message)));
  }
}
