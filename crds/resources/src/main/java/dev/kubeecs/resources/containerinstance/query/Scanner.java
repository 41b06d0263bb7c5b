package dev.kubeecs.resources.containerinstance.query;

import java.util.List;
import java.util.function.IntPredicate;

/** Reads the words and symbols of an expression, one after the other. Space between is skipped. */
final class Scanner {

  /** The longer before those that they begin with. */
  private static final List<String> SYMBOLS =
      List.of("==", "=~", "!=", "!~", ">=", "<=", ">", "<", "!in", "!exists");

  private final String text;
  private int position;

  Scanner(String text) {
    this.text = text;
    skipSpace();
  }

  /** Where the next word or symbol begins, from 1. */
  int column() {
    return position + 1;
  }

  ExpressionException problem(String problem) {
    return new ExpressionException(column(), problem);
  }

  /** Takes a symbol if it is next. */
  boolean take(String symbol) {
    if (!text.startsWith(symbol, position)) {
      return false;
    }
    move(symbol.length());
    return true;
  }

  /** Takes a word if it is next, and no longer word is; {@code AND} is {@code and}. */
  boolean takeWord(String word) {
    if (!text.substring(position, wordEnd()).equalsIgnoreCase(word)) {
      return false;
    }
    move(word.length());
    return true;
  }

  void require(String symbol) {
    if (!take(symbol)) {
      throw problem("'" + symbol + "' is expected");
    }
  }

  void requireEnd() {
    if (position < text.length()) {
      throw problem("'and', 'or' or the end is expected");
    }
  }

  Subject subject() {
    String word = text.substring(position, wordEnd());
    Subject subject =
        Subject.of(word)
            .orElseThrow(
                () ->
                    problem(
                        "a subject is expected: agentConnected, agentVersion, attribute:<name>, "
                            + "ec2InstanceId, registeredAt, runningTasksCount or task:group"));
    move(word.length());
    return subject;
  }

  /** A symbol or a word; empty if neither is next. */
  String operator() {
    for (String symbol : SYMBOLS) {
      if (take(symbol)) {
        return symbol;
      }
    }
    String word = text.substring(position, wordEnd());
    move(word.length());
    return word;
  }

  /** A word, or whatever stands between quotes. */
  String value() {
    if (position < text.length() && isQuote(text.charAt(position))) {
      int end = text.indexOf(text.charAt(position), position + 1);
      if (end < 0) {
        throw problem("this quote does not end");
      }
      String value = text.substring(position + 1, end);
      move(end + 1 - position);
      return value;
    }
    int end = end(character -> !endsValue(character));
    String value = text.substring(position, end);
    for (String operator : List.of("&&", "||")) {
      int index = value.indexOf(operator);
      value = index < 0 ? value : value.substring(0, index);
    }
    if (value.isEmpty()) {
      throw problem("a value is expected");
    }
    move(value.length());
    return value;
  }

  private int wordEnd() {
    return end(Scanner::isOfWord);
  }

  private int end(IntPredicate belongs) {
    int end = position;
    while (end < text.length() && belongs.test(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private void move(int characters) {
    position += characters;
    skipSpace();
  }

  private void skipSpace() {
    position = end(Character::isWhitespace);
  }

  private static boolean isOfWord(int character) {
    return Character.isLetterOrDigit(character) || "_-./:\\".indexOf(character) >= 0;
  }

  private static boolean endsValue(int character) {
    return Character.isWhitespace(character) || "()[],'\"".indexOf(character) >= 0;
  }

  private static boolean isQuote(char character) {
    return character == '\'' || character == '"';
  }
}
