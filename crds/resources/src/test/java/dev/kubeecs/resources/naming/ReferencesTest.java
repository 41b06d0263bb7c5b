package dev.kubeecs.resources.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1");

  @Test
  void anArnReadsBackWhatTheAccountWrote() {
    Arn arn = Arn.parse(ACCOUNT.serviceArn("demo", "hello")).orElseThrow();
    assertThat(arn.account()).isEqualTo(ACCOUNT);
    assertThat(arn.type()).isEqualTo("service");
    assertThat(arn.path()).containsExactly("demo", "hello");
    assertThat(arn.name()).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "arn:", "arn:aws:s3:::bucket/key", "arn:aws:ecs:x:1:cluster/demo"})
  void whatIsNoArnOfEcsIsEmpty(String text) {
    assertThat(Arn.parse(text)).isEmpty();
  }

  @Test
  void aTaskDefinitionIsNamedInThreeForms() {
    assertThat(TaskDefinitionReference.parse("hello").orElseThrow()).hasToString("hello");
    assertThat(TaskDefinitionReference.parse("hello:3").orElseThrow()).hasToString("hello:3");
    TaskDefinitionReference byArn =
        TaskDefinitionReference.parse(ACCOUNT.taskDefinitionArn("hello", 3)).orElseThrow();
    assertThat(byArn).hasToString("hello:3");
    assertThat(byArn.account()).contains(ACCOUNT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "hello:", "hello:0", "hello:x", "arn:aws:ecs:us-east-1:1:cluster/demo"})
  void otherFormsAreRefused(String text) {
    assertThat(TaskDefinitionReference.parse(text)).isEmpty();
  }

  @Test
  void deploymentIdsHaveNineteenDigits() {
    assertThat(Identifiers.deploymentId()).matches("[1-9]\\d{18}");
    UUID source = UUID.randomUUID();
    assertThat(Identifiers.nineteenDigits(source))
        .matches("[1-9]\\d{18}")
        .isEqualTo(Identifiers.nineteenDigits(source));
    assertThat(Identifiers.taskId()).matches("[0-9a-f]{32}");
  }
}
