package dev.kubeecs.gateway.logs.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a JSON pattern by recursive descent: {@code ||} binds less than {@code &&}. */
final class JsonPatternParser {

  private static final Pattern SPACE = Pattern.compile("\\s*");
  private static final Pattern SELECTOR =
      Pattern.compile("\\$(?:\\.[\\w@-]+|\\[(?:\\d+|\\*|\"[^\"]*\"|'[^']*')\\])*");
  private static final Pattern OPERATOR = Pattern.compile("!=|<=|>=|=|<|>");
  private static final Pattern VALUE =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(%[^%]+%)|([^\\s\"(){}|&]+)");
  private static final Pattern STATE =
      Pattern.compile("(?i)(NOT\\s+EXISTS|IS\\s+NULL|IS\\s+TRUE|IS\\s+FALSE)\\b");

  /** Deeper than any pattern of 1024 characters that means something. */
  private static final int DEEPEST = 50;

  private final String text;
  private int at;
  private int depth;

  JsonPatternParser(String text) {
    this.text = text;
  }

  Predicate<JsonNode> parse() {
    expect("{");
    Predicate<JsonNode> expression = anyOf();
    expect("}");
    if (at < text.length()) {
      throw invalid("the end");
    }
    return expression;
  }

  private Predicate<JsonNode> anyOf() {
    Predicate<JsonNode> any = allOf();
    while (skip("||")) {
      any = any.or(allOf());
    }
    return any;
  }

  private Predicate<JsonNode> allOf() {
    Predicate<JsonNode> all = one();
    while (skip("&&")) {
      all = all.and(one());
    }
    return all;
  }

  private Predicate<JsonNode> one() {
    if (skip("(")) {
      if (++depth > DEEPEST) {
        throw new FilterPatternException("Invalid filter pattern: it is nested too deeply.");
      }
      Predicate<JsonNode> inner = anyOf();
      expect(")");
      depth--;
      return inner;
    }
    JsonSelector selector =
        new JsonSelector(next(SELECTOR).orElseThrow(() -> invalid("a selector ($.name)")).group());
    Optional<Matcher> state = next(STATE);
    if (state.isPresent()) {
      return JsonComparison.state(selector, state.get().group());
    }
    String operator = next(OPERATOR).orElseThrow(() -> invalid("an operator")).group();
    Matcher value = next(VALUE).orElseThrow(() -> invalid("a value"));
    return value.group(2) != null
        ? JsonComparison.expression(selector, operator, value.group(2))
        : value.group(1) != null
            ? JsonComparison.text(selector, operator, value.group(1).replaceAll("\\\\(.)", "$1"))
            : JsonComparison.of(selector, operator, value.group(3));
  }

  private Optional<Matcher> next(Pattern token) {
    skipSpace();
    Matcher matcher = token.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher);
  }

  private boolean skip(String token) {
    skipSpace();
    boolean found = text.startsWith(token, at);
    at += found ? token.length() : 0;
    return found;
  }

  private void expect(String token) {
    if (!skip(token)) {
      throw invalid(token);
    }
    skipSpace();
  }

  private void skipSpace() {
    Matcher space = SPACE.matcher(text).region(at, text.length());
    at = space.lookingAt() ? space.end() : at;
  }

  private FilterPatternException invalid(String expected) {
    return new FilterPatternException(
        "Invalid filter pattern at character %d: expected %s.".formatted(at + 1, expected));
  }
}
