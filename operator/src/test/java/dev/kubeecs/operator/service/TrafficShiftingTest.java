package dev.kubeecs.operator.service;

import static dev.kubeecs.operator.service.ShiftingService.strategy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ContainerImage;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LinearConfiguration;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.ServiceRevisionLoadBalancer;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.HookAction;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of a service whose deployments shift traffic between two target groups. */
class TrafficShiftingTest {

  private static final String HOOK = "http://hook.example/";

  private final ShiftingService service = new ShiftingService();
  private final World world = service.world;

  @Test
  void theRolesOfTheTargetGroupsAreSwappedByEveryDeployment() {
    String first = begin(strategy(DeploymentStrategy.BLUE_GREEN));
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    String second = service.update(2);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(service.isAlternate(second)).isTrue();
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(service.weights("test")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(world.workloads).containsOnlyKeys(second);
    String third = service.update(3);
    world.settle();
    assertThat(service.isAlternate(third)).isFalse();
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(service.isAlternate(first)).isFalse();
  }

  @Test
  void aRevisionTellsWhichTargetGroupItsTasksAreIn() {
    world.images = List.of(ContainerImage.builder().containerName("web").image("nginx").build());
    String first = begin(strategy(DeploymentStrategy.BLUE_GREEN));
    String second = service.update(2);
    world.settle();
    assertThat(resolved(first))
        .extracting(
            ServiceRevisionLoadBalancer::targetGroupArn,
            ServiceRevisionLoadBalancer::productionListenerRule)
        .containsExactly("blue", "production");
    assertThat(resolved(second))
        .extracting(
            ServiceRevisionLoadBalancer::targetGroupArn,
            ServiceRevisionLoadBalancer::productionListenerRule)
        .containsExactly("green", "production");
  }

  private ServiceRevisionLoadBalancer resolved(String revision) {
    return world
        .revisions
        .get(revision)
        .getStatus()
        .resolvedConfiguration()
        .loadBalancers()
        .getFirst();
  }

  @Test
  void whatServesKeepsItsTasksUntilCleanUp() {
    String first = begin(strategy(DeploymentStrategy.BLUE_GREEN));
    String second = service.update(2);
    for (int pass = 0; pass < 20; pass++) {
      boolean cleansUp =
          status(second) != null
              && status(second).trafficShift() != null
              && status(second).trafficShift().stage() == TrafficShiftStage.CLEAN_UP;
      world.pass();
      world.start();
      if (!cleansUp) {
        assertThat(world.tasks.get(first)).hasSize(2);
      }
    }
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void trafficGoesOverOnceTheNewTasksAreHealthy() {
    begin(strategy(DeploymentStrategy.BLUE_GREEN));
    String second = service.update(2);
    for (int pass = 0; pass < 10; pass++) {
      world.pass();
    }
    assertThat(status(second).lifecycleStage()).hasToString("SCALE_UP");
    assertThat(world.tasks.get(second)).hasSize(2);
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(service.weights("test")).isEqualTo(Map.of("blue", 100, "green", 0));
  }

  @Test
  void aRollingUpdateInTheMiddleIsTakenBackFirst() {
    String first = begin(strategy(DeploymentStrategy.ROLLING));
    String second = service.update(2);
    world.start();
    world.pass();
    assertThat(world.workloads.get(first).replicas()).as("taken over").hasValue(0);
    service.configure(strategy(DeploymentStrategy.BLUE_GREEN));
    String third = service.update(3);
    for (int pass = 0; pass < 20; pass++) {
      world.pass();
      assertThat(healthy(first) + healthy(second))
          .as("healthy tasks where the traffic goes")
          .isGreaterThanOrEqualTo(service.weights("production").get("blue") == 100 ? 2 : 0);
      world.start();
    }
    assertThat(status(third).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(world.workloads).containsOnlyKeys(third);
  }

  @Test
  void everyStepIsWatchedForItsTime() {
    DeploymentConfiguration linear =
        DeploymentConfiguration.builder()
            .strategy(DeploymentStrategy.LINEAR)
            .bakeTimeInMinutes(5)
            .linearConfiguration(
                LinearConfiguration.builder().stepPercent(40.0).stepBakeTimeInMinutes(10).build())
            .build();
    begin(linear);
    String second = service.update(2);
    List<Integer> seen = new ArrayList<>();
    for (int pass = 0; pass < 60; pass++) {
      world.pass();
      world.start();
      world.now = world.now.plusSeconds(60);
      seen.add(service.weights("production").get("green"));
    }
    assertThat(seen.stream().distinct()).containsExactly(0, 40, 80, 100);
    assertThat(seen.stream().filter(weight -> weight == 40).count()).isBetween(10L, 12L);
    assertThat(seen.stream().filter(weight -> weight == 80).count()).isBetween(10L, 12L);
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void aHookInProgressIsCalledBack() {
    begin(strategy(DeploymentStrategy.BLUE_GREEN));
    hooks(hook(DeploymentLifecycleHookStage.PRE_SCALE_UP));
    String second = service.update(2);
    service.advance();
    assertThat(world.calls).hasSize(1);
    world.hookAnswers.put(
        world.calls.getFirst().key(),
        HookAnswer.parse(
            "{\"hookStatus\": \"IN_PROGRESS\", \"callBackDelay\": 60, \"hookDetails\": {\"n\": 1}}"));
    service.advance();
    assertThat(world.calls).as("not before its time").hasSize(1);
    assertThat(status(second).lifecycleHookDetails())
        .singleElement()
        .satisfies(hook -> assertThat(hook.status()).hasToString("IN_PROGRESS"));
    world.now = world.now.plusSeconds(60);
    service.advance();
    assertThat(world.calls).hasSize(2);
    assertThat(world.calls.getLast().body()).contains("\"hookDetails\":{\"n\":1}");
    world.hookAnswers.put(world.calls.getLast().key(), HookAnswer.succeeded());
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void aPauseWaitsToBeContinued() {
    begin(strategy(DeploymentStrategy.BLUE_GREEN));
    hooks(
        DeploymentLifecycleHook.builder()
            .targetType(DeploymentLifecycleHookTargetType.PAUSE)
            .lifecycleStages(List.of(DeploymentLifecycleHookStage.POST_TEST_TRAFFIC_SHIFT))
            .build());
    String second = service.update(2);
    service.advance();
    assertThat(service.weights("test")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    String hookId = status(second).lifecycleHookDetails().getFirst().hookId();
    assertThat(hookId).startsWith("ecs-pause-");
    rollout(
        second,
        rollout -> {
          rollout.setSpec(
              rollout
                  .getSpec()
                  .withHookActions(
                      List.of(new HookAction(hookId, DeploymentLifecycleHookAction.CONTINUE))));
          return rollout;
        });
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void aStoppedDeploymentGivesAllTrafficBackBeforeItsTasksGo() {
    String first = begin(bake(10));
    String second = service.update(2);
    service.advance();
    assertThat(status(second).lifecycleStage()).hasToString("BAKE_TIME");
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    world.pass();
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(world.tasks.get(second)).as("requests under way").hasSize(2);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(world.workloads).containsOnlyKeys(first);
  }

  @Test
  void anAbortedDeploymentLeavesTrafficAndTasksAsTheyAre() {
    String first = begin(bake(10));
    String second = service.update(2);
    service.advance();
    world.stopNewest(StopServiceDeploymentStopType.ABORT);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(world.tasks.get(first)).hasSize(2);
    assertThat(world.tasks.get(second)).hasSize(2);
  }

  @Test
  void anUpdateInTheMiddleOfAnotherBeginsFromWhatServed() {
    String first = begin(bake(10));
    String second = service.update(2);
    service.advance();
    String third = service.update(3);
    world.settle();
    world.now = world.now.plusSeconds(600);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(status(third).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(service.isAlternate(third)).isTrue();
    assertThat(status(third).sourceServiceRevisions()).hasSize(2);
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(world.workloads).containsOnlyKeys(third).doesNotContainKeys(first, second);
  }

  @Test
  void aRollingUpdateStaysInTheTargetGroupThatServes() {
    begin(strategy(DeploymentStrategy.BLUE_GREEN));
    service.update(2);
    world.settle();
    world.change(spec -> spec.deploymentConfiguration(null));
    String third = service.update(3);
    world.settle();
    assertThat(service.isAlternate(third)).isTrue();
    assertThat(status(third).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(status(third).lifecycleStage()).isNull();
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
  }

  private String begin(DeploymentConfiguration configuration) {
    String first = service.begin(configuration);
    assertThat(status(first).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    return first;
  }

  private void hooks(DeploymentLifecycleHook hook) {
    world.change(
        spec ->
            spec.deploymentConfiguration(
                strategy(DeploymentStrategy.BLUE_GREEN).toBuilder()
                    .lifecycleHooks(List.of(hook))
                    .build()));
  }

  private static DeploymentLifecycleHook hook(DeploymentLifecycleHookStage stage) {
    return DeploymentLifecycleHook.builder()
        .hookTargetArn(HOOK)
        .lifecycleStages(List.of(stage))
        .build();
  }

  private static DeploymentConfiguration bake(int minutes) {
    return DeploymentConfiguration.builder()
        .strategy(DeploymentStrategy.BLUE_GREEN)
        .bakeTimeInMinutes(minutes)
        .build();
  }

  private EcsServiceDeploymentStatus status(String name) {
    return service.status(name);
  }

  private void rollout(String name, UnaryOperator<EcsServiceDeployment> change) {
    world.rollouts.compute(name, (n, rollout) -> change.apply(rollout));
  }

  private long healthy(String revision) {
    return world.tasks.getOrDefault(revision, List.of()).stream()
        .filter(ServiceTask::healthy)
        .count();
  }
}
