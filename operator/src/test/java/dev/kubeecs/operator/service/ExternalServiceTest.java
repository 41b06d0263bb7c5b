package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DeploymentController;
import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.api.ecs.StabilityStatus;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.EcsTaskSetStatus;
import dev.kubeecs.resources.service.ServiceState;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services whose deployment controller is EXTERNAL. */
class ExternalServiceTest {

  private static final String BLUE = "1000000000000000001";
  private static final String GREEN = "1000000000000000002";

  private final World world =
      new World(
          spec ->
              spec.desiredCount(10)
                  .taskDefinition(null)
                  .deploymentController(
                      DeploymentController.builder()
                          .type(DeploymentControllerType.EXTERNAL)
                          .build()));

  @BeforeEach
  void noTaskDefinitionOfItsOwn() {
    world.taskDefinition = Optional.empty();
  }

  @Test
  void withoutTaskSetsItRunsNothing() {
    world.settle();
    assertThat(world.workloads).isEmpty();
    assertThat(world.service.getStatus().status()).isEqualTo(ServiceState.ACTIVE);
    assertThat(world.service.getStatus().deployments()).isEmpty();
    assertThat(world.service.getStatus().condition("Ready").orElseThrow().getStatus())
        .isEqualTo("True");
  }

  @Test
  void eachTaskSetRunsItsShare() {
    world.addTaskSet(BLUE, 75);
    world.addTaskSet(GREEN, 25);
    EcsTaskSetStatus first = pass(BLUE);
    assertThat(first.computedDesiredCount()).isEqualTo(8);
    assertThat(first.stabilityStatus()).isEqualTo(StabilityStatus.STABILIZING);
    world.settle();
    assertThat(status(BLUE).runningCount()).isEqualTo(8);
    assertThat(status(BLUE).stabilityStatus()).isEqualTo(StabilityStatus.STEADY_STATE);
    assertThat(status(BLUE).status()).isEqualTo("ACTIVE");
    assertThat(status(GREEN).runningCount()).isEqualTo(3);
    assertThat(world.service.getStatus().runningCount()).isEqualTo(11);
    assertThat(world.tasks).containsOnlyKeys("hello-" + BLUE, "hello-" + GREEN);
    assertThat(world.rollouts).as("the deployments are somebody else's").isEmpty();
    assertThat(world.plan().actions()).isEmpty();
    assertThat(world.events()).last().isEqualTo("(service hello) has reached a steady state.");
  }

  @Test
  void scalingTheServiceOrTheTaskSetScalesItsTasks() {
    world.addTaskSet(BLUE, 50);
    world.settle();
    world.change(spec -> spec.desiredCount(3));
    world.settle();
    assertThat(world.tasks.get("hello-" + BLUE)).hasSize(2);
    EcsTaskSet blue = world.taskSets.get("set-" + BLUE);
    blue.setSpec(blue.getSpec().withScale(Scale.builder().value(100.0).build()));
    world.settle();
    assertThat(world.tasks.get("hello-" + BLUE)).hasSize(3);
  }

  @Test
  void theYoungestThatClaimsItIsPrimary() {
    world.addTaskSet(BLUE, 10);
    world.addTaskSet(GREEN, 10);
    world.taskSets.values().forEach(set -> set.setSpec(set.getSpec().withPrimary(true)));
    world.settle();
    assertThat(status(BLUE).status()).isEqualTo("ACTIVE");
    assertThat(status(GREEN).status()).isEqualTo("PRIMARY");
  }

  @Test
  void aDeletedTaskSetGoesOnceItsTasksHave() {
    world.addTaskSet(BLUE, 20);
    world.addTaskSet(GREEN, 20);
    world.settle();
    world.deleteTaskSet("set-" + BLUE);
    world.pass();
    assertThat(status(BLUE).status()).isEqualTo("DRAINING");
    assertThat(status(BLUE).computedDesiredCount()).isZero();
    world.settle();
    assertThat(world.taskSets).containsOnlyKeys("set-" + GREEN);
    assertThat(world.workloads).containsOnlyKeys("hello-" + GREEN);
    assertThat(world.revisions).containsOnlyKeys("hello-" + GREEN);
  }

  @Test
  void protectedTasksOutliveTheScale() {
    world.addTaskSet(BLUE, 20);
    world.settle();
    String kept = world.tasks.get("hello-" + BLUE).getFirst().id();
    world.protect(kept, world.now.plusSeconds(86_400));
    world.change(spec -> spec.desiredCount(0));
    world.settle();
    assertThat(world.tasks.get("hello-" + BLUE)).extracting(ServiceTask::id).containsExactly(kept);
  }

  @Test
  void aDeletedServiceTakesItsTaskSetsAlong() {
    world.addTaskSet(BLUE, 20);
    world.settle();
    world.change(spec -> spec.desiredStatus(DesiredServiceStatus.INACTIVE));
    ServicePlan plan = world.pass();
    assertThat(plan.status().status()).isEqualTo(ServiceState.DRAINING);
    for (int i = 0; i < 10; i++) {
      world.pass();
    }
    assertThat(world.taskSets).isEmpty();
    assertThat(world.workloads).isEmpty();
    assertThat(world.service.getStatus().status()).isEqualTo(ServiceState.INACTIVE);
  }

  private EcsTaskSetStatus pass(String digits) {
    world.pass();
    return status(digits);
  }

  private EcsTaskSetStatus status(String digits) {
    return world.taskSets.get("set-" + digits).getStatus();
  }
}
