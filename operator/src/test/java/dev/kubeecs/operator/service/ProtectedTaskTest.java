package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tasks that their users protect, while services scale in and roll out. */
class ProtectedTaskTest {

  private final World world = new World(spec -> spec.desiredCount(3));

  @Test
  void scalingInTakesTheOthers() {
    world.settle();
    String kept = task(2);
    world.protect(kept, world.now.plusSeconds(86_400));
    world.change(spec -> spec.desiredCount(1));
    world.settle();
    assertThat(world.tasks.get(world.newest())).extracting(ServiceTask::id).containsExactly(kept);
    assertThat(world.service.getStatus().runningCount()).isEqualTo(1);
  }

  @Test
  void asManyRemainAsAreProtectedUntilTheProtectionExpires() {
    world.settle();
    Instant end = world.now.plusSeconds(86_400);
    world.protect(task(0), end);
    world.protect(task(1), end);
    world.change(spec -> spec.desiredCount(0));
    world.settle();
    assertThat(world.tasks.get(world.newest())).hasSize(2);
    assertThat(world.plan().lookAgainAt()).contains(end);
    world.now = end;
    world.settle();
    assertThat(world.tasks.get(world.newest())).isEmpty();
  }

  @Test
  void noReplicaGoesBeforeKubernetesKnows() {
    world.settle();
    world.protect(task(0), world.now.plusSeconds(60));
    world.change(spec -> spec.desiredCount(1));
    assertThat(world.kinds(world.pass().actions())).containsExactly("ShieldPod");
    assertThat(world.kinds(world.pass().actions())).containsExactly("Scale");
  }

  @Test
  void aDeploymentLeavesThemAndCompletesOnceTheyMayGo() {
    world.settle();
    String old = world.newest();
    String kept = task(1);
    world.protect(kept, world.now.plusSeconds(86_400));
    world.register(2);
    world.settle();
    assertThat(world.tasks.get(old)).extracting(ServiceTask::id).containsExactly(kept);
    assertThat(world.tasks.get(world.newest())).hasSize(3);
    assertThat(world.service.getStatus().deployments())
        .extracting(Deployment::rolloutState)
        .first()
        .isEqualTo(DeploymentRolloutState.IN_PROGRESS);
    world.protect(kept, null);
    world.settle();
    assertThat(world.workloads).containsOnlyKeys(world.newest());
    assertThat(world.service.getStatus().deployments())
        .extracting(Deployment::rolloutState)
        .containsExactly(DeploymentRolloutState.COMPLETED);
  }

  @Test
  void oneThatFailsItsHealthCheckIsReplacedAllTheSame() {
    world.settle();
    String failing = task(0);
    world.protect(failing, world.now.plusSeconds(86_400));
    world.makeUnhealthy(failing);
    world.pass();
    assertThat(world.stopReasons).containsKey(failing);
  }

  @Test
  void oneOnAContainerInstanceThatDrainsStays() {
    world.settle();
    String kept = task(0);
    world.protect(kept, world.now.plusSeconds(86_400));
    world.leaving = Set.of(kept, task(1));
    world.settle();
    assertThat(world.tasks.get(world.newest()))
        .extracting(ServiceTask::id)
        .contains(kept)
        .doesNotContain("%032x".formatted(2));
  }

  private String task(int index) {
    return world.tasks.get(world.newest()).get(index).id();
  }
}
