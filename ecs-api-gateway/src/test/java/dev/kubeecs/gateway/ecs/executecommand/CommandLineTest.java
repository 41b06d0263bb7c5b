package dev.kubeecs.gateway.ecs.executecommand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          /bin/sh                  | /bin/sh
          ls  -l /                 | ls;-l;/
          sh -c 'ls && wc'         | sh;-c;ls && wc
          echo "two  words"        | echo;two  words
          echo "it's" 'say "hi"'   | echo;it's;say "hi"
          echo a\\ b "\\$x" "\\n"  | echo;a b;$x;\\n
          echo 'a\\b'              | echo;a\\b
          echo a'b c'd             | echo;ab cd
          echo ''                  | echo;
          """)
  void wordsAreThoseOfAShell(String command, String words) {
    assertThat(CommandLine.split(command)).contains(List.of(words.split(";", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo 'a", "echo \"a", "echo a\\", "'"})
  void whatEndsWithinQuotesIsNoCommand(String command) {
    assertThat(CommandLine.split(command)).isEmpty();
  }

  @Property
  void aQuotedWordIsItself(@ForAll List<String> words) {
    String command =
        String.join(
            " ", words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList());
    assertThat(CommandLine.split(command)).isEqualTo(Optional.of(words));
  }
}
