package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.operator.service.deployment.RollingUpdate.Step;
import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import dev.kubeecs.resources.service.validation.DeploymentPercent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingUpdateTest {

  @ParameterizedTest(name = "{0} tasks at {1}/{2} %: from {3} to {4}")
  @CsvSource({
    "4, 100, 200, 4, 8",
    "4, 50, 200, 2, 8",
    "3, 50, 150, 2, 4",
    "1, 50, 150, 1, 1",
    "10, 90, 110, 9, 11",
    "0, 100, 200, 0, 0",
  })
  void theLowerLimitIsRoundedUpAndTheUpperDown(
      int desired, int minimum, int maximum, int lower, int upper) {
    assertThat(DeploymentLimits.of(desired, new DeploymentPercent(minimum, maximum)))
        .isEqualTo(new DeploymentLimits(lower, upper));
  }

  @Test
  void theDefaultsAreThoseOfTheStrategy() {
    assertThat(DeploymentLimits.of(3, DeploymentPercent.of(null, SchedulingStrategy.REPLICA)))
        .isEqualTo(new DeploymentLimits(3, 6));
    assertThat(DeploymentLimits.of(3, DeploymentPercent.of(null, SchedulingStrategy.DAEMON)))
        .isEqualTo(new DeploymentLimits(0, 3));
  }

  @Test
  void aTaskThatWasToldToGoAndIsHealthyAgainMayGoBeforeOneThatIsNot() {
    ServiceTask healthy =
        new ServiceTask("h", "h", Instant.EPOCH, Optional.empty(), Stage.HEALTHY, true);
    ServiceTask unhealthy =
        new ServiceTask("u", "u", Instant.EPOCH, Optional.empty(), Stage.UNHEALTHY, true);
    assertThat(RevisionCounts.of("1", 2, List.of(healthy, unhealthy)).healthyAtLeast(1)).isOne();
    assertThat(
            RevisionCounts.of("1", 2, List.of(healthy.withToldToGo(true), unhealthy))
                .healthyAtLeast(1))
        .isZero();
  }

  @Test
  void whichTaskIsAboutToGoMayNotBeKnown() {
    // Told to keep one of two: the healthy one may have gone, or be the last that serves.
    RevisionCounts one = new RevisionCounts("1", 1, 2, 2, 1, 2, 1);
    assertThat(RollingUpdate.next(2, limits(1, 2), none("2"), List.of(one)).replicas())
        .containsEntry("1", 1);
  }

  @Test
  void protectedTasksHoldTheirReplicas() {
    RevisionCounts one = new RevisionCounts("1", 3, 3, 3, 3, 0, 0, 0, 2);
    assertThat(RollingUpdate.next(1, limits(1, 2), one, List.of()).replicas())
        .containsEntry("1", 2);
    assertThat(RollingUpdate.next(3, limits(3, 6), running("2", 3), List.of(one)).replicas())
        .containsEntry("1", 2)
        .containsEntry("2", 3);
    assertThat(RollingUpdate.next(5, limits(5, 9), one, List.of()).replicas())
        .containsEntry("1", 5);
  }

  @Test
  void aServiceWithOneRevisionHasWhatItWants() {
    RevisionCounts only = running("1", 2);
    assertThat(RollingUpdate.next(5, limits(5, 5), only, List.of()))
        .isEqualTo(new Step(Map.of("1", 5), false));
    assertThat(RollingUpdate.next(0, limits(0, 0), only, List.of()).replicas())
        .containsEntry("1", 0);
  }

  @Test
  void newTasksStartBeforeOldOnesStopWhereTheUpperLimitAllows() {
    Step step = RollingUpdate.next(2, limits(2, 4), none("2"), List.of(running("1", 2)));
    assertThat(step.replicas()).containsEntry("1", 2).containsEntry("2", 2);
  }

  @Test
  void anOldTaskStopsForEachNewOneThatIsHealthy() {
    RevisionCounts oneHealthy = new RevisionCounts("2", 2, 2, 2, 1, 0, 0);
    Step step = RollingUpdate.next(2, limits(2, 4), oneHealthy, List.of(running("1", 2)));
    assertThat(step.replicas()).containsEntry("1", 1).containsEntry("2", 2);
  }

  @Test
  void aNewTaskThatOnlyRunsDoesNotCountYet() {
    RevisionCounts young = new RevisionCounts("2", 2, 2, 2, 0, 0, 0);
    Step step = RollingUpdate.next(2, limits(2, 4), young, List.of(running("1", 2)));
    assertThat(step.replicas()).containsEntry("1", 2);
  }

  @Test
  void oldTasksStopFirstWhereTheLowerLimitAllows() {
    Step step = RollingUpdate.next(4, limits(2, 4), none("2"), List.of(running("1", 4)));
    assertThat(step.replicas()).containsEntry("1", 2).containsEntry("2", 0);
    RevisionCounts two = running("1", 2);
    assertThat(RollingUpdate.next(4, limits(2, 4), none("2"), List.of(two)).replicas())
        .containsEntry("2", 2);
  }

  @Test
  void roomIsNotUsedBeforeKubernetesHasTakenTheTask() {
    RevisionCounts threeStillThere = new RevisionCounts("1", 2, 3, 3, 3, 0, 0);
    Step step = RollingUpdate.next(4, limits(2, 4), none("2"), List.of(threeStillThere));
    assertThat(step.replicas()).containsEntry("2", 1);
  }

  @Test
  void whatIsNotRunningOfAnOldRevisionGoesFirst() {
    RevisionCounts broken = new RevisionCounts("1", 2, 2, 0, 0, 2, 0);
    RevisionCounts works = running("2", 2);
    Step step = RollingUpdate.next(2, limits(2, 5), none("3"), List.of(broken, works));
    assertThat(step.replicas()).containsEntry("1", 0).containsEntry("2", 2).containsEntry("3", 1);
  }

  @Test
  void theOldestRevisionGoesFirst() {
    RevisionCounts target = running("3", 1);
    Step step =
        RollingUpdate.next(2, limits(2, 4), target, List.of(running("1", 1), running("2", 1)));
    assertThat(step.replicas()).containsEntry("1", 0).containsEntry("2", 1);
  }

  @Test
  void aFailingOldTaskKeepsItsReplicaWhileNothingStandsInForIt() {
    RevisionCounts oneFailed = new RevisionCounts("1", 2, 2, 1, 1, 1, 0);
    RevisionCounts neverStarts = new RevisionCounts("2", 2, 2, 0, 0, 2, 0);
    Step step = RollingUpdate.next(2, limits(2, 4), neverStarts, List.of(oneFailed));
    assertThat(step.replicas()).containsEntry("1", 2);
  }

  @ParameterizedTest(name = "{0} task(s), {1} to {2}")
  @CsvSource({"1, 1, 1", "3, 3, 3"})
  void limitsThatLeaveNoRoomBlock(int desired, int lower, int upper) {
    Step step =
        RollingUpdate.next(
            desired, limits(lower, upper), none("2"), List.of(running("1", desired)));
    assertThat(step).isEqualTo(new Step(Map.of("1", desired, "2", 0), true));
  }

  @Test
  void evenWithoutRoomATaskThatDoesNotRunYields() {
    RevisionCounts failed = new RevisionCounts("1", 1, 1, 0, 0, 1, 0);
    Step step = RollingUpdate.next(1, limits(1, 1), none("2"), List.of(failed));
    assertThat(step).isEqualTo(new Step(Map.of("1", 0, "2", 0), false));
  }

  @Test
  void scalingDownInTheMiddleTakesOldTasksAndKeepsEnough() {
    RevisionCounts half = new RevisionCounts("2", 4, 4, 2, 2, 2, 0);
    Step step = RollingUpdate.next(2, limits(2, 4), half, List.of(running("1", 4)));
    assertThat(step.replicas()).containsEntry("1", 0).containsEntry("2", 2);
  }

  @Test
  void scalingUpInTheMiddleGivesTheNewRevisionMore() {
    Step step = RollingUpdate.next(6, limits(6, 12), running("2", 2), List.of(running("1", 2)));
    assertThat(step.replicas()).containsEntry("1", 2).containsEntry("2", 6);
  }

  @Test
  void nothingIsLeftOfAServiceThatWantsNone() {
    Step step = RollingUpdate.next(0, limits(0, 0), running("2", 1), List.of(running("1", 2)));
    assertThat(step).isEqualTo(new Step(Map.of("1", 0, "2", 0), false));
  }

  @Test
  void kubernetesMayTakeAHealthyTaskWhoseOptionalContainerEnded() {
    RevisionCounts counts = new RevisionCounts("1", 3, 3, 3, 2, 2, 1);
    assertThat(counts.healthyAtLeast(3)).isEqualTo(2);
    assertThat(counts.healthyAtLeast(2)).isEqualTo(1);
    assertThat(counts.healthyAtLeast(1)).isEqualTo(1);
    assertThat(counts.healthyAtLeast(0)).isZero();
  }

  private static DeploymentLimits limits(int lower, int upper) {
    return new DeploymentLimits(lower, upper);
  }

  private static RevisionCounts running(String id, int tasks) {
    return new RevisionCounts(id, tasks, tasks, tasks, tasks, 0, 0);
  }

  private static RevisionCounts none(String id) {
    return new RevisionCounts(id, 0, 0, 0, 0, 0, 0);
  }
}
