package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StalledRolloutTest {

  @Test
  void whatWasRolledOutStaysAndTheRestIsGivenUp() {
    assertThat(
            StalledRollout.next(
                4, limits(4), counts("b", 3, 1), List.of(counts("a", 2, 1)), Set.of("a")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 2, "b", 1));
  }

  @Test
  void neitherOfTwoThatNeverCompletedStartsMore() {
    assertThat(
            StalledRollout.next(
                4, limits(4), counts("b", 3, 0), List.of(counts("a", 2, 1)), Set.of()))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 1, "b", 0));
  }

  @Test
  void moreTasksThatAreWantedLaterAreNotStarted() {
    assertThat(StalledRollout.next(9, limits(9), counts("b", 1, 1), List.of(), Set.of()))
        .containsExactly(Map.entry("b", 1));
  }

  @Test
  void fewerAreStopped() {
    assertThat(
            StalledRollout.next(
                1, limits(1), counts("b", 2, 2), List.of(counts("a", 2, 2)), Set.of("a")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 1, "b", 0));
  }

  @Test
  void whatIsGivenUpTakesNoPlaceFromHealthyTasks() {
    RevisionCounts neverStarts = counts("c", 6, 0);
    assertThat(
            StalledRollout.next(
                4, limits(4), counts("d", 8, 0), List.of(counts("a", 3, 3), neverStarts), Set.of()))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 3, "c", 0, "d", 0));
  }

  @Test
  void tasksThatFailTheirHealthChecksAreGivenUp() {
    RevisionCounts twoFail = new RevisionCounts("b", 4, 4, 4, 2, 2, 2, 0, 0);
    assertThat(StalledRollout.next(4, limits(4), twoFail, List.of(), Set.of()))
        .containsExactly(Map.entry("b", 2));
  }

  private static DeploymentLimits limits(int desired) {
    return new DeploymentLimits(desired, 2 * desired);
  }

  private static RevisionCounts counts(String id, int replicas, int running) {
    return new RevisionCounts(id, replicas, replicas, running, running, replicas - running, 0);
  }
}
