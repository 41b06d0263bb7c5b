package dev.kubeecs.operator.task.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.task.lifecycle.Step.PodAction;
import dev.kubeecs.resources.task.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task of a container that asks for 60 seconds and one that asks for 5. */
class EndingTest {

  private static final String DEFINITIONS =
      """
      - {name: slow, image: a, stopTimeout: 60}
      - {name: quick, image: b, stopTimeout: 5}
      """;
  private static final String PLAIN = "- {name: slow, image: a}\n- {name: quick, image: b}\n";
  private static final String REGISTERED =
      """
      - {name: slow, image: a, lifecycle: {preStop: {sleep: {seconds: 12}}}}
      - {name: quick, image: b, lifecycle: {preStop: {sleep: {seconds: 12}}}}
      """;
  private static final String UP = "state: {running: {startedAt: '2026-11-21T10:00:01Z'}}";
  private static final String STOP =
      "spec: {taskDefinition: hello, desiredStatus: STOPPED}\nstatus: {lastStatus: RUNNING}";

  @Test
  void thePodGetsTheTimeOfWhoAsksForTheMost() {
    Step step = look(PLAIN, UP).ofTask(STOP).step();
    assertThat(step.pod()).isEqualTo(PodAction.STOP);
    assertThat(step.graceSeconds()).isEqualTo(60);
    assertThat(step.status().lastStatus()).isEqualTo(TaskState.STOPPING);
  }

  @Test
  void whoIsRegisteredDrainsBeforeItsStopTimeoutBegins() {
    Step step = look(REGISTERED, UP).ofTask(STOP).step();
    assertThat(step.pod()).isEqualTo(PodAction.STOP);
    assertThat(step.graceSeconds()).isEqualTo(72);
    assertThat(step.status().lastStatus()).isEqualTo(TaskState.DEACTIVATING);
    assertThat(step.lookAgain()).contains(Duration.ofSeconds(12));
  }

  @ParameterizedTest
  @CsvSource({"72, DEACTIVATING, 12", "61, DEACTIVATING, 1", "60, STOPPING, 0"})
  void itIsDeactivatingAsLongAsItDrains(long left, TaskState state, long lookAgain) {
    Step step = look(REGISTERED, UP).ofTask(STOP).whosePodEndsIn(left, 72).step();
    assertThat(step.pod()).isEqualTo(PodAction.NOTHING);
    assertThat(step.status().lastStatus()).isEqualTo(state);
    assertThat(step.lookAgain().map(Duration::toSeconds).orElse(0L)).isEqualTo(lookAgain);
  }

  private static Look look(String containers, String slow) {
    return Look.at(
        DEFINITIONS,
        containers,
        "- {name: slow, image: a, %s}\n- {name: quick, image: b, %s}\n".formatted(slow, UP));
  }
}
