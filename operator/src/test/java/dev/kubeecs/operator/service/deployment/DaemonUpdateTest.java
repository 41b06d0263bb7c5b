package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DaemonUpdateTest {

  @Test
  void withoutALowerLimitAllOldTasksStopAtOnce() {
    assertThat(DaemonUpdate.next(new DeploymentLimits(0, 3), List.of(), healthy("old", 3)).stop())
        .hasSize(3);
  }

  @Test
  void asManyRemainAsTheLowerLimitSays() {
    DeploymentLimits half = new DeploymentLimits(2, 3);
    assertThat(DaemonUpdate.next(half, List.of(), healthy("old", 3)).stop())
        .extracting(ServiceTask::id)
        .containsExactly("old0");
    assertThat(DaemonUpdate.next(half, List.of(), healthy("old", 2)).stop()).isEmpty();
    assertThat(DaemonUpdate.next(half, healthy("new", 1), healthy("old", 2)).stop()).hasSize(1);
  }

  @Test
  void anUnhealthyTaskStopsWithoutCosts() {
    List<ServiceTask> old = new ArrayList<>(healthy("old", 2));
    old.add(task("bad", Stage.YOUNG));
    assertThat(DaemonUpdate.next(new DeploymentLimits(2, 3), List.of(), old).stop())
        .extracting(ServiceTask::id)
        .containsExactly("bad");
  }

  @Test
  void aHundredPercentOfBothBlocks() {
    assertThat(DaemonUpdate.next(new DeploymentLimits(3, 3), List.of(), healthy("old", 3)))
        .isEqualTo(new DaemonUpdate.Step(List.of(), true));
  }

  @Property
  void everyDaemonRolloutEndsWithinItsLimit(
      @ForAll @IntRange(min = 1, max = 12) int nodes,
      @ForAll @IntRange(min = 0, max = 99) int percent) {
    DeploymentLimits limits = new DeploymentLimits(Math.ceilDiv(nodes * percent, 100), nodes);
    if (limits.leaveNoRoom()) {
      return;
    }
    List<ServiceTask> old = new ArrayList<>(healthy("old", nodes));
    List<ServiceTask> fresh = new ArrayList<>();
    for (int step = 0; !old.isEmpty(); step++) {
      assertThat(step).isLessThanOrEqualTo(nodes);
      List<ServiceTask> stop = DaemonUpdate.next(limits, fresh, old).stop();
      old.removeAll(stop);
      assertThat(old.size() + fresh.size()).isGreaterThanOrEqualTo(limits.lower());
      fresh.addAll(healthy("new" + step, stop.size()));
    }
    assertThat(fresh).hasSize(nodes);
  }

  private static List<ServiceTask> healthy(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> task(name + i, Stage.HEALTHY)).toList();
  }

  private static ServiceTask task(String id, Stage stage) {
    return new ServiceTask(id, id, Instant.EPOCH, Optional.empty(), stage, true);
  }
}
