package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.service.deployment.EndedTask.Cause;
import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import dev.kubeecs.operator.service.deployment.StartThrottle.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartThrottleTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Pauses PAUSES =
      new Pauses(
          Duration.ofSeconds(10),
          Duration.ofMinutes(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(20));

  @ParameterizedTest(name = "after {0} failures of the only task, {1} s")
  @CsvSource({"2, 10", "3, 20", "4, 40", "8, 640", "9, 900", "50, 900"})
  void tasksThatNeverRunPauseEverLonger(int failures, int seconds) {
    StartThrottle throttle = throttle(neverRan(failures), List.of(), 1, 0);
    assertThat(throttle.failedTasks()).isEqualTo(failures);
    assertThat(throttle.heldUntil()).contains(NOW.plusSeconds(seconds));
  }

  @Test
  void theFirstFailureOfEachTaskIsTriedAgainAtOnce() {
    assertThat(throttle(neverRan(1), List.of(), 1, 0).heldUntil()).isEmpty();
    assertThat(throttle(neverRan(3), List.of(), 3, 0).heldUntil()).isEmpty();
    assertThat(throttle(neverRan(4), List.of(), 3, 0).heldUntil()).isPresent();
  }

  @Test
  void aTaskThatRunsEndsTheCount() {
    Instant afterwards = NOW.plusSeconds(1);
    StartThrottle throttle =
        StartThrottle.of(neverRan(5), List.of(afterwards), 1, 5, PAUSES, NOW.plusSeconds(60));
    assertThat(throttle.failedTasks()).isZero();
    assertThat(throttle.heldUntil()).isEmpty();
  }

  @Test
  void whatWasCountedBeforeTasksWereForgottenStillCounts() {
    StartThrottle throttle = throttle(neverRan(2), List.of(), 1, 9);
    assertThat(throttle.failedTasks()).isEqualTo(9);
    assertThat(throttle.heldUntil()).contains(NOW.plusSeconds(900));
  }

  @Test
  void tasksThatEndSoonAfterRunningPauseALittle() {
    List<EndedTask> crashes =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    new EndedTask(
                        "t",
                        Optional.of(NOW.minusSeconds(i + 1)),
                        NOW.minusSeconds(i),
                        Cause.ITSELF))
            .toList();
    StartThrottle throttle = throttle(crashes, List.of(), 1, 0);
    assertThat(throttle.failedTasks()).as("ECS counts only those that never ran").isZero();
    assertThat(throttle.heldUntil()).contains(NOW.plusSeconds(30));
  }

  @Test
  void oneThatRanLongIsReplacedAtOnce() {
    EndedTask old = new EndedTask("t", Optional.of(NOW.minusSeconds(3600)), NOW, Cause.ITSELF);
    assertThat(throttle(List.of(old, old), List.of(), 1, 0).heldUntil()).isEmpty();
  }

  @Test
  void whatAUserOrTheServiceStoppedIsNoFailure() {
    EndedTask stopped = new EndedTask("t", Optional.empty(), NOW, Cause.ASKED);
    assertThat(throttle(List.of(stopped, stopped, stopped), List.of(), 1, 0))
        .isEqualTo(StartThrottle.NONE);
  }

  @Test
  void thePauseEnds() {
    StartThrottle throttle =
        StartThrottle.of(neverRan(2), List.of(), 1, 0, PAUSES, NOW.plusSeconds(10));
    assertThat(throttle.heldUntil()).isEmpty();
    assertThat(throttle.wanted(1, List.of())).isEqualTo(1);
  }

  @Test
  void whileHeldOnlyReplacementsOfTheFailedOnesAreTakenBack() {
    StartThrottle throttle = throttle(neverRan(8), List.of(), 4, 0);
    List<ServiceTask> tasks =
        List.of(
            task(Stage.YOUNG, NOW.plusSeconds(2)),
            task(Stage.PENDING, NOW.minusSeconds(5)),
            task(Stage.PENDING, NOW.plusSeconds(1)));
    assertThat(throttle.wanted(4, tasks)).isEqualTo(2);
  }

  private static StartThrottle throttle(
      List<EndedTask> ended, List<Instant> running, int desired, int failedBefore) {
    return StartThrottle.of(ended, running, desired, failedBefore, PAUSES, NOW);
  }

  private static List<EndedTask> neverRan(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new EndedTask("t", Optional.empty(), NOW.minusSeconds(i), Cause.ITSELF))
        .toList();
  }

  private static ServiceTask task(Stage stage, Instant createdAt) {
    return new ServiceTask("t", "t", createdAt, Optional.empty(), stage, stage != Stage.PENDING);
  }
}
