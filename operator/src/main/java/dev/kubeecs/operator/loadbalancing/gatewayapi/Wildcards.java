package dev.kubeecs.operator.loadbalancing.gatewayapi;

/**
 * A value of a condition of ELB, in which {@code *} is any characters, {@code ?} is one, and a
 * backslash takes the meaning from the character behind it.
 *
 * @param expression what it is as a regular expression, from {@code ^} to {@code $}, in words that
 *     all dialects know
 * @param literal what is before the first wildcard
 * @param exact whether there is no wildcard
 */
record Wildcards(String expression, String literal, boolean exact) {

  private static final String SPECIAL = "\\^$.|?*+()[]{}";

  /** With small and capital letters told apart. */
  static Wildcards of(String value) {
    return parse(value, true);
  }

  /** With small and capital letters the same: such letters are wildcards, too. */
  static Wildcards ignoringCase(String value) {
    return parse(value, false);
  }

  private static Wildcards parse(String value, boolean casesDiffer) {
    StringBuilder expression = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    boolean exact = true;
    boolean escaped = false;
    for (char character : value.toCharArray()) {
      if (!escaped && character == '\\') {
        escaped = true;
        continue;
      }
      if (!escaped && (character == '*' || character == '?')) {
        expression.append(character == '*' ? ".*" : ".");
        exact = false;
      } else if (!casesDiffer && Character.isLetter(character)) {
        expression
            .append('[')
            .append(Character.toLowerCase(character))
            .append(Character.toUpperCase(character))
            .append(']');
        exact = false;
      } else {
        expression.append(SPECIAL.indexOf(character) >= 0 ? "\\" + character : character);
        if (exact) {
          literal.append(character);
        }
      }
      escaped = false;
    }
    return new Wildcards("^" + expression + "$", literal.toString(), exact);
  }

  /** As what a value must be. */
  ValueMatch value() {
    return exact ? new ValueMatch(false, literal) : new ValueMatch(true, expression);
  }
}
