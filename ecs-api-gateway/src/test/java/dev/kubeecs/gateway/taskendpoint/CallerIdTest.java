package dev.kubeecs.gateway.taskendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerIdTest {

  @Test
  void aTaskOrOneOfItsContainers() {
    assertThat(CallerId.parse("uid.proof"))
        .contains(new CallerId("uid", "proof", Optional.empty()));
    assertThat(CallerId.parse("uid.proof.web"))
        .contains(new CallerId("uid", "proof", Optional.of("web")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "uid", "a.b.c.d"})
  void anythingElseIsNobody(String text) {
    assertThat(CallerId.parse(text)).isEmpty();
  }

  @Test
  void theProofIsNotLogged() {
    assertThat(CallerId.parse("uid.proof.web").orElseThrow()).hasToString("uid/web");
  }
}
