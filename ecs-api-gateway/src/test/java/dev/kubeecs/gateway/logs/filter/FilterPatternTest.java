package dev.kubeecs.gateway.logs.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of the user guide, in our words. */
class FilterPatternTest {

  @ParameterizedTest(name = "{0} takes <{1}>: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                    | anything              | true",
        "ERROR                 | [ERROR 400] bad       | true",
        "ERROR                 | error                 | false",
        "ERROR 400             | 400 then ERROR        | true",
        "ERROR 400             | ERROR 401             | false",
        "\"INTERNAL SERVER\"   | an INTERNAL SERVER e  | true",
        "\"INTERNAL SERVER\"   | INTERNAL of SERVER    | false",
        "\"say \\\"no\\\"\"    | they say \"no\"       | true",
        "?ERROR ?WARN          | a WARN                | true",
        "?ERROR ?WARN          | an INFO               | false",
        "ERROR -EXITING        | ERROR                 | true",
        "ERROR -EXITING        | ERROR EXITING         | false",
        "-EXITING              | on                    | true",
        "-\"not this\"         | but not this          | false",
        "?ERROR WARN           | a WARN                | false",
        "?ERROR WARN           | WARN and ERROR        | true",
        "%4[0-9]{2}%           | status 404            | true",
        "%4[0-9]{2}%           | status 500            | false",
      })
  void terms(String pattern, String message, boolean taken) {
    assertThat(FilterPattern.parse(pattern).test(message)).isEqualTo(taken);
  }

  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{ $.level = \"ERROR\" } ; {\"level\":\"ERROR\"} ; true",
        "{ $.level = ERROR } ; {\"level\":\"INFO\"} ; false",
        "{ $.level != ERROR } ; {\"level\":\"INFO\"} ; true",
        "{ $.level != ERROR } ; {\"other\":\"INFO\"} ; false",
        "{ $.level = ERROR } ; ERROR ; false",
        "{ $.latency > 100 } ; {\"latency\":100.5} ; true",
        "{ $.latency > 100 } ; {\"latency\":\"200\"} ; false",
        "{ $.latency <= 1e2 } ; {\"latency\":100} ; true",
        "{ $.name = \"a*z\" } ; {\"name\":\"a to z\"} ; true",
        "{ $.name = \"a*z\" } ; {\"name\":\"a to y\"} ; false",
        "{ $.name = %^a.c$% } ; {\"name\":\"abc\"} ; true",
        "{ $.a.b[1].c = x } ; {\"a\":{\"b\":[{},{\"c\":\"x\"}]}} ; true",
        "{ $.a[*] = x } ; {\"a\":[\"y\",\"x\"]} ; true",
        "{ $['a b'] = x } ; {\"a b\":\"x\"} ; true",
        "{ $.a IS NULL } ; {\"a\":null} ; true",
        "{ $.a IS NULL } ; {} ; false",
        "{ $.a NOT EXISTS } ; {} ; true",
        "{ $.a IS TRUE } ; {\"a\":true} ; true",
        "{ $.a IS FALSE } ; {\"a\":true} ; false",
        "{ $.a = 1 && $.b = 2 || $.c = 3 } ; {\"c\":3} ; true",
        "{ $.a = 1 && ($.b = 2 || $.c = 3) } ; {\"c\":3} ; false",
        "{ ($.a = 1) && ($.b = 2) } ; {\"a\":1,\"b\":2} ; true",
      })
  void json(String pattern, String message, boolean taken) {
    assertThat(FilterPattern.parse(pattern).test(message)).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two-words",
        "\"open",
        "{ $.a = 1",
        "{ $.a }",
        "{ a = 1 }",
        "{ $.a > text }",
        "{ }",
        "%(%",
        "{ $.a = 1 } and more",
        "[ip, user]"
      })
  void whatIsNoPatternIsRefused(String pattern) {
    assertThatThrownBy(() -> FilterPattern.parse(pattern))
        .isInstanceOf(FilterPatternException.class);
  }

  @Test
  void nestingIsBounded() {
    String pattern = "{" + "(".repeat(1000) + "$.a = 1" + ")".repeat(1000) + "}";
    assertThatThrownBy(() -> FilterPattern.parse(pattern)).hasMessageContaining("too deeply");
  }
}
