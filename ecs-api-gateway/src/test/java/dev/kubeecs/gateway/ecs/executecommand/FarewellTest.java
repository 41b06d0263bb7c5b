package dev.kubeecs.gateway.ecs.executecommand;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import org.junit.jupiter.api.Test;

class FarewellTest {

  @Test
  void aCommandThatWentWellNeedsNoWords() {
    assertThat(Farewell.of(0, null)).isEmpty();
  }

  @Test
  void aCommandThatFailedTellsItsExitCode() {
    assertThat(Farewell.of(137, null)).isEqualTo("Command exited with code 137.");
  }

  @Test
  void aCommandThatNeverRanTellsWhy() {
    assertThat(Farewell.of(-1, new StatusBuilder().withMessage("no such file").build()))
        .isEqualTo("Unable to start command: no such file");
    assertThat(Farewell.of(-1, null)).isEqualTo("Unable to start command: unknown error");
  }
}
