package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecondLookTest {

  private final World world = World.ofService();

  @Test
  void aServiceThatWaitsForTasksIsLookedAtAgain() {
    world.pass();
    assertThat(look()).contains(world.now.plus(SecondLook.LATEST));
  }

  @Test
  void aServiceInTheMiddleOfAnUpdateIsLookedAtAgain() {
    world.settle();
    world.register(2);
    world.pass();
    assertThat(look()).contains(world.now.plus(SecondLook.LATEST));
  }

  @Test
  void aServiceAtRestIsLeftAlone() {
    world.settle();
    assertThat(look()).isEmpty();
  }

  @Test
  void whatIsDueEarlierComesFirst() {
    world.settle();
    String id = world.tasks.get(world.newest()).getFirst().id();
    world.protect(id, world.now.plusSeconds(3));
    world.register(2);
    world.pass();
    assertThat(look()).contains(world.now.plusSeconds(3));
  }

  @Test
  void aServiceThatEndsIsLookedAtUntilItHasEnded() {
    world.settle();
    world.change(spec -> spec.desiredStatus(DesiredServiceStatus.INACTIVE));
    assertThat(look()).contains(world.now.plus(SecondLook.LATEST));
    world.settle();
    assertThat(look()).contains(world.service.getStatus().inactiveAt().plusSeconds(3600));
  }

  private Optional<Instant> look() {
    return SecondLook.at(world.plan(), world.now);
  }
}
