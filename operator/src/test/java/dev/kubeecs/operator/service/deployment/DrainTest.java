package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrainTest {

  private static final DeploymentLimits DOUBLE = new DeploymentLimits(2, 4);
  private static final DeploymentLimits HALF = new DeploymentLimits(1, 2);

  @Test
  void whereNothingDrainsNothingHappens() {
    assertThat(Drain.next(Set.of(), List.of(healthy("a"), healthy("b")), DOUBLE, 2, 2))
        .isEqualTo(Drain.NONE);
  }

  @Test
  void pendingTasksStopAtOnce() {
    ServiceTask pending = task("b", Stage.PENDING);
    assertThat(Drain.next(Set.of("b"), List.of(healthy("a"), pending), DOUBLE, 2, 2))
        .isEqualTo(new Drain(List.of(pending), 0, List.of()));
  }

  @Test
  void replacementsStartFirstWhereTheLowerLimitAsksForAllTasks() {
    List<ServiceTask> two = List.of(healthy("a"), healthy("b"));
    assertThat(Drain.next(Set.of("a", "b"), two, DOUBLE, 2, 2))
        .isEqualTo(new Drain(List.of(), 2, List.of("pod-a", "pod-b")));
  }

  @Test
  void whileReplacementsAreNotHealthyYetAllStay() {
    List<ServiceTask> tasks =
        List.of(healthy("a"), healthy("b"), task("c", Stage.YOUNG), task("d", Stage.PENDING));
    assertThat(Drain.next(Set.of("a", "b"), tasks, DOUBLE, 4, 2).surplus()).isEqualTo(2);
  }

  @Test
  void oneLeavesForEachReplacementThatIsHealthy() {
    List<ServiceTask> tasks =
        List.of(healthy("a"), healthy("b"), healthy("c"), task("d", Stage.YOUNG));
    assertThat(Drain.next(Set.of("a", "b"), tasks, DOUBLE, 4, 2))
        .isEqualTo(new Drain(List.of(), 1, List.of("pod-a", "pod-b")));
  }

  @Test
  void whereFewerThanDesiredAreEnoughTasksStopFirst() {
    List<ServiceTask> two = List.of(healthy("a"), healthy("b"));
    assertThat(Drain.next(Set.of("a", "b"), two, HALF, 2, 2))
        .isEqualTo(new Drain(List.of(healthy("a")), 0, List.of()));
  }

  @Test
  void withoutRoomTasksStay() {
    assertThat(Drain.next(Set.of("a"), List.of(healthy("a")), new DeploymentLimits(1, 1), 1, 1))
        .isEqualTo(Drain.NONE);
  }

  private static ServiceTask healthy(String id) {
    return task(id, Stage.HEALTHY);
  }

  private static ServiceTask task(String id, Stage stage) {
    return new ServiceTask(id, "pod-" + id, Instant.EPOCH, Optional.of(Instant.EPOCH), stage, true);
  }
}
