package dev.kubeecs.operator.loadbalancing.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What users write stays one argument of the proxy's configuration. */
class PatternsTest {

  @Test
  void wordsAreQuoted() {
    assertThat(Patterns.words(List.of("GET", "a } b #"))).isEqualTo("'GET' 'a } b #'");
    assertThat(Patterns.words(List.of("it's"))).isEqualTo("'it\\x27s'");
  }

  @Test
  void whatIsNoLetterIsEscaped() {
    assertThat(Patterns.wildcards(List.of("/a.b/*'\"\\*?")))
        .isEqualTo("'^/a\\x2eb/.*\\x27\\x22\\x2a.$'");
  }

  @Test
  void lineBreaksArePartOfTextsOnly() {
    assertThat(Patterns.text("a\n\"b\" $c\\")).isEqualTo("\"a\\n\\\"b\\\" \\$c\\\\\"");
    assertThatThrownBy(() -> Patterns.words(List.of("a\n  acl")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
