package dev.kubeecs.gateway.ecs.executecommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command as ExecuteCommand takes it: words as a POSIX shell reads them, with its quotes and
 * backslashes, and nothing else of a shell. No shell runs it.
 */
final class CommandLine {

  private static final char NO_QUOTE = 0;
  private static final char BACKSLASH = '\\';

  /** What a backslash between double quotes stands for itself. */
  private static final String ESCAPED_BETWEEN_DOUBLE_QUOTES = "\"\\$`";

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private char quote = NO_QUOTE;

  private CommandLine() {}

  /** The words of a command; empty if it ends within quotes or after a backslash. */
  static Optional<List<String>> split(String command) {
    CommandLine line = new CommandLine();
    for (int i = 0; i < command.length(); i++) {
      char character = command.charAt(i);
      if (character == BACKSLASH && line.quote != '\'') {
        if (++i == command.length()) {
          return Optional.empty();
        }
        line.escaped(command.charAt(i));
      } else {
        line.plain(character);
      }
    }
    line.endWord();
    return line.quote == NO_QUOTE ? Optional.of(List.copyOf(line.words)) : Optional.empty();
  }

  private void escaped(char character) {
    if (quote == '"' && ESCAPED_BETWEEN_DOUBLE_QUOTES.indexOf(character) < 0) {
      append(BACKSLASH);
    }
    append(character);
  }

  private void plain(char character) {
    if (quote == NO_QUOTE && Character.isWhitespace(character)) {
      endWord();
    } else if (quote == NO_QUOTE && (character == '"' || character == '\'')) {
      quote = character;
      inWord = true;
    } else if (quote != NO_QUOTE && character == quote) {
      quote = NO_QUOTE;
    } else {
      append(character);
    }
  }

  private void append(char character) {
    word.append(character);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
