package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.AdvancedConfiguration;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LinearConfiguration;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.HookAction;
import dev.kubeecs.resources.service.TrafficShiftStage;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of a service whose deployments shift traffic between two target groups. */
class TrafficShiftingTest {

  private static final String HOOK = "http://hook.example/";

  private final World world = World.ofService();

  @Test
  void theRolesOfTheTargetGroupsAreSwappedByEveryDeployment() {
    String first = begin(strategy(DeploymentStrategy.BLUE_GREEN));
    assertThat(weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    String second = update(2);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(isAlternate(second)).isTrue();
    assertThat(weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(weights("test")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(world.workloads).containsOnlyKeys(second);
    String third = update(3);
    world.settle();
    assertThat(isAlternate(third)).isFalse();
    assertThat(weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(isAlternate(first)).isFalse();
  }

  @Test
  void whatServesKeepsItsTasksUntilCleanUp() {
    String first = begin(strategy(DeploymentStrategy.BLUE_GREEN));
    String second = update(2);
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
    String second = update(2);
    for (int pass = 0; pass < 10; pass++) {
      world.pass();
    }
    assertThat(status(second).lifecycleStage()).hasToString("SCALE_UP");
    assertThat(world.tasks.get(second)).hasSize(2);
    assertThat(weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(weights("test")).isEqualTo(Map.of("blue", 100, "green", 0));
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
    String second = update(2);
    List<Integer> seen = new java.util.ArrayList<>();
    for (int pass = 0; pass < 60; pass++) {
      world.pass();
      world.start();
      world.now = world.now.plusSeconds(60);
      seen.add(weights("production").get("green"));
    }
    assertThat(seen.stream().distinct()).containsExactly(0, 40, 80, 100);
    assertThat(seen.stream().filter(weight -> weight == 40).count()).isBetween(10L, 12L);
    assertThat(seen.stream().filter(weight -> weight == 80).count()).isBetween(10L, 12L);
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void aHookThatFailsRollsBack() {
    String first = begin(strategy(DeploymentStrategy.BLUE_GREEN));
    hooks(hook(DeploymentLifecycleHookStage.POST_PRODUCTION_TRAFFIC_SHIFT));
    String second = update(2);
    advance();
    assertThat(world.calls).hasSize(1);
    assertThat(weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
    world.hookAnswers.put(world.calls.getFirst().key(), HookAnswer.parse("{}"));
    world.settle();
    EcsServiceDeploymentStatus undone = status(second);
    assertThat(undone.status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(undone.rollback().reason())
        .isEqualTo(
            "Service deployment rolled back because of a hook execution failure. The lifecycle hook http://hook.example/ failed"
                + " at the lifecycle stage POST_PRODUCTION_TRAFFIC_SHIFT: its answer has no valid"
                + " hookStatus.");
    assertThat(undone.targetServiceRevision().requestedProductionTrafficWeight()).isZero();
    assertThat(undone.sourceServiceRevisions())
        .singleElement()
        .satisfies(source -> assertThat(source.requestedProductionTrafficWeight()).isEqualTo(100));
    assertThat(weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(weights("test")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(world.workloads).containsOnlyKeys(first);
    assertThat(world.service.getStatus().taskDefinition()).isEqualTo("hello:1");
    assertThat(world.plan().actions()).as("it is left alone then").isEmpty();
  }

  @Test
  void aHookInProgressIsCalledBack() {
    begin(strategy(DeploymentStrategy.BLUE_GREEN));
    hooks(hook(DeploymentLifecycleHookStage.PRE_SCALE_UP));
    String second = update(2);
    advance();
    assertThat(world.calls).hasSize(1);
    world.hookAnswers.put(
        world.calls.getFirst().key(),
        HookAnswer.parse(
            "{\"hookStatus\": \"IN_PROGRESS\", \"callBackDelay\": 60, \"hookDetails\": {\"n\": 1}}"));
    advance();
    assertThat(world.calls).as("not before its time").hasSize(1);
    assertThat(status(second).lifecycleHookDetails())
        .singleElement()
        .satisfies(hook -> assertThat(hook.status()).hasToString("IN_PROGRESS"));
    world.now = world.now.plusSeconds(60);
    advance();
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
    String second = update(2);
    advance();
    assertThat(weights("test")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
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
  void aPauseThatNobodyContinuesRollsBackAfterADay() {
    String first = begin(strategy(DeploymentStrategy.BLUE_GREEN));
    hooks(
        DeploymentLifecycleHook.builder()
            .targetType(DeploymentLifecycleHookTargetType.PAUSE)
            .lifecycleStages(List.of(DeploymentLifecycleHookStage.POST_TEST_TRAFFIC_SHIFT))
            .build());
    String second = update(2);
    advance();
    world.now = world.now.plusSeconds(24 * 3600);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(status(second).rollback().reason()).contains("timed out");
    assertThat(world.workloads).containsOnlyKeys(first);
  }

  @Test
  void aStoppedDeploymentGivesAllTrafficBackBeforeItsTasksGo() {
    String first = begin(bake(10));
    String second = update(2);
    advance();
    assertThat(status(second).lifecycleStage()).hasToString("BAKE_TIME");
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    world.pass();
    assertThat(weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(world.tasks.get(second)).as("requests under way").hasSize(2);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(world.workloads).containsOnlyKeys(first);
  }

  @Test
  void anAbortedDeploymentLeavesTrafficAndTasksAsTheyAre() {
    String first = begin(bake(10));
    String second = update(2);
    advance();
    world.stopNewest(StopServiceDeploymentStopType.ABORT);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(world.tasks.get(first)).hasSize(2);
    assertThat(world.tasks.get(second)).hasSize(2);
  }

  @Test
  void anUpdateInTheMiddleOfAnotherBeginsFromWhatServed() {
    String first = begin(bake(10));
    String second = update(2);
    advance();
    String third = update(3);
    world.settle();
    world.now = world.now.plusSeconds(600);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(status(third).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(isAlternate(third)).isTrue();
    assertThat(status(third).sourceServiceRevisions()).hasSize(2);
    assertThat(weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(world.workloads).containsOnlyKeys(third).doesNotContainKeys(first, second);
  }

  @Test
  void aRollingUpdateStaysInTheTargetGroupThatServes() {
    begin(strategy(DeploymentStrategy.BLUE_GREEN));
    update(2);
    world.settle();
    world.change(spec -> spec.deploymentConfiguration(null));
    String third = update(3);
    world.settle();
    assertThat(isAlternate(third)).isTrue();
    assertThat(status(third).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(status(third).lifecycleStage()).isNull();
    assertThat(weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
  }

  private String begin(DeploymentConfiguration configuration) {
    for (String group : List.of("blue", "green")) {
      TargetGroup targetGroup = new TargetGroup();
      targetGroup.setMetadata(new ObjectMetaBuilder().withName(group).build());
      world.targetGroups.put(group, targetGroup);
    }
    for (String listener : List.of("production", "test")) {
      world.trafficRules.put(
          listener,
          new TrafficRule(
              TrafficRule.Kind.LISTENER,
              listener,
              List.of(TrafficRule.forward(Map.of("blue", 1))),
              true));
    }
    world.change(
        spec ->
            spec.deploymentConfiguration(configuration)
                .loadBalancers(
                    List.of(
                        LoadBalancer.builder()
                            .targetGroupArn("blue")
                            .containerName("web")
                            .containerPort(80)
                            .advancedConfiguration(
                                AdvancedConfiguration.builder()
                                    .alternateTargetGroupArn("green")
                                    .productionListenerRule("production")
                                    .testListenerRule("test")
                                    .build())
                            .build())));
    world.settle();
    world.now = world.now.plusSeconds(3600);
    world.settle();
    assertThat(status(world.newest()).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    return world.newest();
  }

  private String update(int revision) {
    world.register(revision);
    world.pass();
    return world.newest();
  }

  /** Passes with healthy tasks, while no time goes by. */
  private void advance() {
    for (int pass = 0; pass < 10; pass++) {
      world.pass();
      world.start();
    }
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

  private static DeploymentConfiguration strategy(DeploymentStrategy strategy) {
    return DeploymentConfiguration.builder().strategy(strategy).build();
  }

  private static DeploymentConfiguration bake(int minutes) {
    return DeploymentConfiguration.builder()
        .strategy(DeploymentStrategy.BLUE_GREEN)
        .bakeTimeInMinutes(minutes)
        .build();
  }

  private EcsServiceDeploymentStatus status(String name) {
    return world.rollouts.get(name).getStatus();
  }

  private void rollout(String name, UnaryOperator<EcsServiceDeployment> change) {
    world.rollouts.compute(name, (n, rollout) -> change.apply(rollout));
  }

  private boolean isAlternate(String revision) {
    return "true"
        .equals(world.revisions.get(revision).getMetadata().getLabels().get(Labels.ALTERNATE));
  }

  private Map<String, Integer> weights(String route) {
    Map<String, Integer> weights = new TreeMap<>();
    world.trafficRules.get(route).actions().stream()
        .flatMap(LoadBalancers::tuples)
        .forEach(tuple -> weights.put(tuple.targetGroupArn(), tuple.weight()));
    return weights;
  }
}
