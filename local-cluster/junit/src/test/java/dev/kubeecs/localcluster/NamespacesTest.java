package dev.kubeecs.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespacesTest {

  @ParameterizedTest
  @CsvSource({
    "rollsBackOnFailure, rolls-back-on-failure-0000002a",
    "a name with blanks, a-name-with-blanks-0000002a",
    "3tasks, tasks-0000002a",
    "'', test-0000002a",
    "ÄÖÜ, test-0000002a",
  })
  void aNameTellsWhichTestMadeTheNamespace(String hint, String name) {
    assertThat(Namespaces.name(hint, 42)).isEqualTo(name);
  }

  @Test
  void aNameIsAValidLabelHoweverLongItsHint() {
    assertThat(Namespaces.name("x-".repeat(100), -1)).matches("[a-z][-a-z0-9]{0,61}[a-z0-9]");
  }
}
