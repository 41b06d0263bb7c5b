package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaltedRolloutTest {

  @ParameterizedTest(name = "{0} wanted, {1} new and {2}, {3} old ones: {4} new and {5}, {6} old")
  @CsvSource({
    "4, 2, 0, 2, 2, 0, 2",
    "6, 2, 0, 2, 4, 0, 2",
    "4, 4, 0, 4, 0, 0, 4",
    "4, 0, 0, 4, 0, 0, 4",
    "1, 2, 0, 2, 0, 0, 1",
    "5, 1, 3, 2, 0, 3, 2",
    "3, 1, 3, 2, 0, 1, 2",
    "0, 2, 1, 1, 0, 0, 0",
  })
  void sharesOutTheDesiredCount(
      int desired, int target, int older, int old, int nextTarget, int nextOlder, int nextOld) {
    assertThat(
            HaltedRollout.next(
                desired,
                new DeploymentLimits(desired, 2 * desired),
                counts("target", target),
                List.of(counts("older", older), counts("old", old))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("target", nextTarget, "older", nextOlder, "old", nextOld));
  }

  @Test
  void healthyTasksAreKeptBeforeNewerOnesThatAreNot() {
    RevisionCounts newer = new RevisionCounts("newer", 6, 6, 0, 0, 6, 0);
    assertThat(
            HaltedRollout.next(
                4, new DeploymentLimits(4, 8), counts("target", 1), List.of(counts("a", 2), newer)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("target", 1, "a", 2, "newer", 1));
  }

  @Test
  void aHealthyTaskThatMightBeTakenInsteadOfAnotherStaysForNow() {
    RevisionCounts oneIsYoung = new RevisionCounts("a", 3, 3, 3, 2, 0, 0);
    assertThat(
            HaltedRollout.next(
                2, new DeploymentLimits(2, 4), counts("target", 0), List.of(oneIsYoung)))
        .containsEntry("a", 3);
    assertThat(
            HaltedRollout.next(
                2, new DeploymentLimits(1, 4), counts("target", 0), List.of(oneIsYoung)))
        .containsEntry("a", 2);
  }

  private static RevisionCounts counts(String id, int replicas) {
    return new RevisionCounts(id, replicas, replicas, replicas, replicas, 0, 0);
  }
}
