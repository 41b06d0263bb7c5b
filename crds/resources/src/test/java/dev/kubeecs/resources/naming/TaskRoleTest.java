package dev.kubeecs.resources.naming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRoleTest {

  private static final Account ACCOUNT = new Account("123456789012", "us-east-1");

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::123456789012:role/reader,            reader",
    "arn:aws:iam::123456789012:role/teams/shop/reader, reader",
    "arn:aws-cn:iam::123456789012:role/reader,         reader",
    "reader,                                           reader",
    "arn:aws:iam::123456789012:role/ShopReader,        shopreader-x1281fbf1f0",
  })
  void aRoleIsAServiceAccount(String arn, String serviceAccount) {
    TaskRole role = TaskRole.parse(arn).orElseThrow();

    assertThat(role.serviceAccount()).isEqualTo(serviceAccount);
    assertThat(role.isOf(ACCOUNT)).isTrue();
  }

  @Test
  void aRoleOfAnotherAccountIsNotTheTasks() {
    assertThat(TaskRole.parse("arn:aws:iam::000000000001:role/reader"))
        .hasValueSatisfying(role -> assertThat(role.isOf(ACCOUNT)).isFalse());
  }

  @ParameterizedTest
  @CsvSource({"''", "arn:aws:iam::123456789012:user/reader", "arn:aws:iam::1:role/reader"})
  void othersAreNoRoles(String text) {
    assertThat(TaskRole.parse(text)).isEmpty();
    assertThat(TaskRole.parse(null)).isEmpty();
  }
}
