package dev.kubeecs.gateway.ecs.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.protocol.AwsException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagRulesTest {

  @Test
  void noTagsAreFine() {
    assertThatCode(() -> TagRules.check(null)).doesNotThrowAnyException();
    assertThatCode(() -> TagRules.check(numbered(50))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:cloudformation:stack", "AWS:x", "Aws:"})
  void keysOfAwsAreReserved(String key) {
    assertThatThrownBy(() -> TagRules.check(List.of(tag(key, "v")))).hasMessageContaining(key);
  }

  @Test
  void aKeyStandsOnce() {
    assertThatThrownBy(() -> TagRules.check(List.of(tag("a", "1"), tag("a", "2"))))
        .hasMessageContaining("Duplicate tag key: a");
    assertThatCode(() -> TagRules.check(List.of(tag("a", "1"), tag("A", "2"))))
        .doesNotThrowAnyException();
  }

  @Test
  void aTagHasAKey() {
    assertThatThrownBy(() -> TagRules.check(List.of(tag(null, "v"))))
        .hasMessageContaining("key must not be null");
  }

  @Test
  void mergingReplacesByKeyAndKeepsTheOrder() {
    assertThat(
            TagRules.merge(
                List.of(tag("a", "1"), tag("b", "2")), List.of(tag("a", "3"), tag("c", null))))
        .containsExactly(tag("a", "3"), tag("b", "2"), tag("c", null));
  }

  @Test
  void fiftyTagsAreTheLimit() {
    assertThat(TagRules.merge(numbered(50), numbered(50))).hasSize(50);
    assertThatThrownBy(() -> TagRules.merge(numbered(50), List.of(tag("more", ""))))
        .isInstanceOf(AwsException.class)
        .extracting(error -> ((AwsException) error).code())
        .isEqualTo("LimitExceededException");
  }

  private static List<Tag> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> tag("key-" + i, "v")).toList();
  }

  private static Tag tag(String key, String value) {
    return new Tag(key, value);
  }
}
