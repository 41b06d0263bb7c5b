package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.AvailabilityZoneRebalancing;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.operator.service.Action.LetGoFirst;
import dev.kubeecs.operator.service.Action.Scale;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service of three tasks in one zone of two, with room for one more. */
class BalancedZonesTest {

  private final World world = World.ofService();
  private final Map<String, String> zoneOf = new HashMap<>();
  private String revision;

  @BeforeEach
  void threeTasksInOneZone() {
    world.change(
        spec ->
            spec.desiredCount(3)
                .availabilityZoneRebalancing(AvailabilityZoneRebalancing.ENABLED)
                .deploymentConfiguration(
                    DeploymentConfiguration.builder().maximumPercent(150).build()));
    world.settle();
    revision = world.newest();
    tasks().forEach(task -> zoneOf.put(task.id(), "a"));
    world.now = world.now.plusSeconds(3600);
  }

  @Test
  void oneIsStartedAndTheOldestOfTheFullZoneGoesOnceThatIsHealthy() {
    ServiceTask oldest = tasks().getFirst();
    assertThat(pass().actions()).contains(new Scale(revision, 3, 4));
    assertThat(pass().actions()).as("while it starts").noneMatch(Scale.class::isInstance);
    zoneOf.put(tasks().getLast().id(), "b");
    world.start();
    assertThat(pass().actions())
        .containsSubsequence(new LetGoFirst(oldest.podName()), new Scale(revision, 4, 3));
    assertThat(tasks()).hasSize(3).doesNotContain(oldest);
    world.now = world.now.plusSeconds(3600);
    assertThat(pass().actions()).as("two and one are even").isEmpty();
  }

  @Test
  void aTaskThatLandsInTheFullZoneIsTriedAgainLaterOnly() {
    pass();
    zoneOf.put(tasks().getLast().id(), "a");
    world.start();
    pass();
    assertThat(tasks()).hasSize(3);
    ServicePlan plan = pass();
    assertThat(plan.actions()).noneMatch(Scale.class::isInstance);
    assertThat(plan.lookAgainAt()).contains(world.now.plus(World.SETTINGS.rebalanceAfter()));
    world.now = plan.lookAgainAt().orElseThrow();
    assertThat(pass().actions()).contains(new Scale(revision, 3, 4));
  }

  @Test
  void duringADeploymentNothingMoves() {
    world.register(2);
    pass();
    assertThat(world.workloads.get(revision).replicas()).hasValue(3);
  }

  @Test
  void withoutItTasksStayWhereTheyAre() {
    world.zones = Optional.empty();
    assertThat(world.plan().actions()).isEmpty();
  }

  private ServicePlan pass() {
    world.zones = Optional.of(new Zones(zoneOf, Set.of("a", "b")));
    return world.pass();
  }

  private List<ServiceTask> tasks() {
    return world.tasks.get(revision);
  }
}
