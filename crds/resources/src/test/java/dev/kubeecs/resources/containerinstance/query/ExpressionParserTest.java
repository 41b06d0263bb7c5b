package dev.kubeecs.resources.containerinstance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.kubeecs.resources.containerinstance.query.Expression.Relation;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                | 1  | a subject is expected",
        "cpu == 1                          | 1  | a subject is expected",
        "attribute: == 1                   | 1  | a subject is expected",
        "agentConnected                    | 15 | an operator is expected",
        "agentConnected = true             | 16 | an operator is expected",
        "agentConnected == yes             | 19 | true or false is expected",
        "agentConnected > true             | 16 | agentConnected cannot be compared by >",
        "attribute:a ==                    | 15 | a value is expected",
        "attribute:a in b                  | 16 | '[' is expected",
        "attribute:a in []                 | 17 | a value is expected",
        "attribute:a in [b c]              | 19 | ']' is expected",
        "attribute:a == 'b                 | 16 | this quote does not end",
        "attribute:a == b c                | 18 | 'and', 'or' or the end is expected",
        "attribute:a == b and              | 21 | a subject is expected",
        "(attribute:a == b                 | 18 | ')' is expected",
        "attribute:a == b)                 | 17 | 'and', 'or' or the end is expected",
        "attribute:a =~ '['                | 16 | the regular expression",
        "attribute:a =~ '(.)\\1'           | 16 | the regular expression",
        "attribute:a =~ 'a{1001}'          | 16 | the regular expression repeats",
        "attribute:a =~ '((a{99}){99}){9}' | 16 | the regular expression repeats",
        "registeredAt > yesterday          | 16 | a time is expected",
        "runningTasksCount > many          | 21 | a number is expected",
      })
  void tellsWhereTheTextGoesWrong(String text, int column, String problem) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> ExpressionParser.parse(text))
        .withMessageStartingWith("column " + column + ": " + problem)
        .matches(thrown -> thrown.column() == column);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not ", "!"})
  void hostileNestingIsRefused(String opening) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> ExpressionParser.parse(opening.repeat(2000 / opening.length())))
        .withMessageContaining("levels deep");
  }

  @Test
  void tooLongATextIsRefused() {
    assertThatNoException()
        .isThrownBy(() -> ExpressionParser.parse("attribute:a == " + "b".repeat(1985)));
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> ExpressionParser.parse("attribute:a == " + "b".repeat(1986)))
        .withMessageContaining("at most 2000 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+b", "(a|a)*b", "(?:|){1000}b", "((a*)*)*b", "(.*a){20}b"})
  void noPatternTakesLong(String pattern) {
    RegularExpression expression = RegularExpression.of(pattern);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> assertThat(expression.matches("a".repeat(255) + "c")).isFalse());
  }

  @Property(tries = 500)
  void whatIsSpelledReadsBackTheSame(@ForAll("expressions") Expression expression) {
    assertThat(ExpressionParser.parse(expression.toString())).isEqualTo(expression);
  }

  @Property(tries = 500)
  void anyTextIsAnExpressionOrRefused(@ForAll("texts") String text) {
    try {
      assertThat(ExpressionParser.parse(text)).isNotNull();
    } catch (ExpressionException refused) {
      assertThat(refused.column()).isBetween(1, text.length() + 1);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "(",
            ")",
            "[",
            "]",
            "not ",
            "!",
            "and ",
            "&&",
            " or ",
            "attribute:a",
            " == ",
            "=~",
            "in",
            "exists",
            "'",
            "\"",
            "x",
            ",",
            "registeredAt",
            "<",
            "2024-01-01",
            "\\",
            " ",
            "é")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<Expression> expressions() {
    return expressions(3);
  }

  private Arbitrary<Expression> expressions(int depth) {
    if (depth == 0) {
      return tests();
    }
    Arbitrary<Expression> inner = expressions(depth - 1);
    Arbitrary<List<Expression>> operands = inner.list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.oneOf(
        tests(),
        operands.map(Expression.And::new),
        operands.map(Expression.Or::new),
        inner.map(Expression.Not::new));
  }

  private Arbitrary<Expression> tests() {
    Arbitrary<Subject> subjects =
        Arbitraries.of(
            new Subject.Attribute("ecs.instance-type"),
            new Subject.Attribute("not"),
            new Subject.AgentVersion());
    Arbitrary<String> values =
        Arbitraries.strings().withChars("ab.*|\\ ()[],'=!<>&é").ofMaxLength(8);
    Arbitrary<Boolean> negated = Arbitraries.of(true, false);
    return Arbitraries.oneOf(
        Combinators.combine(subjects, Arbitraries.of(Relation.class), values)
            .as(Expression.Comparison::new),
        Combinators.combine(subjects, negated, values.list().ofMinSize(1).ofMaxSize(3))
            .as(Expression.Membership::new),
        Combinators.combine(subjects, negated).as(Expression.Existence::new),
        Combinators.combine(
                subjects,
                negated,
                Arbitraries.of("a.*", "[ab]+", "(a|b) c", "\\d{2}", "'").map(RegularExpression::of))
            .as(Expression.Match::new));
  }
}
