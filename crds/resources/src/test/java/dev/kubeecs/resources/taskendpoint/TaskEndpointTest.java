package dev.kubeecs.resources.taskendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskEndpointTest {

  private static final SharedKey KEY = new SharedKey(new byte[SharedKey.LENGTH]);
  private static final Account ACCOUNT = new Account("123456789012", "us-east-1");
  private static final Map<String, String> LABELS =
      Map.of(Labels.CLUSTER, "demo", Labels.FAMILY, "web", Labels.REVISION, "1");

  @Test
  void theSameTaskHasTheSameProofWhateverElseItsPodIsLabelled() {
    assertThat(TaskEndpoint.proof(KEY, ACCOUNT, with("pod-template-hash", "abc")))
        .isEqualTo(TaskEndpoint.proof(KEY, ACCOUNT, LABELS))
        .matches("[A-Za-z0-9_-]{43}");
  }

  @ParameterizedTest
  @ValueSource(strings = {Labels.CLUSTER, Labels.FAMILY, Labels.REVISION, Labels.DAEMON})
  void anotherKindOfTaskHasAnother(String label) {
    assertThat(TaskEndpoint.proof(KEY, ACCOUNT, with(label, "2")))
        .isNotEqualTo(TaskEndpoint.proof(KEY, ACCOUNT, LABELS));
  }

  @Test
  void aTaskThatRunsByItselfHasItsOwn() {
    assertThat(TaskEndpoint.proof(KEY, ACCOUNT, with(Labels.TASK, "a")))
        .isNotEqualTo(TaskEndpoint.proof(KEY, ACCOUNT, with(Labels.TASK, "b")));
  }

  @Test
  void anotherAccountOrKeyHasAnother() {
    byte[] other = new byte[SharedKey.LENGTH];
    other[0] = 1;
    assertThat(TaskEndpoint.proof(new SharedKey(other), ACCOUNT, LABELS))
        .isNotEqualTo(TaskEndpoint.proof(KEY, ACCOUNT, LABELS));
    assertThat(TaskEndpoint.proof(KEY, new Account("123456789012", "eu-west-1"), LABELS))
        .isNotEqualTo(TaskEndpoint.proof(KEY, ACCOUNT, LABELS));
  }

  @Test
  void codesOfOnePurposeAreWorthNothingForAnother() {
    assertThat(KEY.code("a", "text")).isNotEqualTo(KEY.code("b", "text"));
  }

  @Test
  void aShortKeyIsNone() {
    assertThatThrownBy(() -> new SharedKey(new byte[3])).hasMessageContaining("it needs 32");
  }

  private static Map<String, String> with(String label, String value) {
    Map<String, String> labels = new HashMap<>(LABELS);
    labels.put(label, value);
    return labels;
  }
}
