package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.CanaryConfiguration;
import dev.kubeecs.api.ecs.DeploymentAlarms;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LinearConfiguration;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.operator.alarm.AlarmStates;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A service of two tasks whose deployments shift traffic, and what may happen to them in any order:
 * updates in the middle of others, alarms, hooks that fail or do not answer yet, stops, proxies
 * that take a new configuration late. Traffic never goes where fewer than two healthy tasks are.
 */
class TrafficShiftingPropertiesTest {

  private static final int TASKS = 2;
  private static final List<String> LISTENERS = List.of("production", "test");

  /** What may happen between two passes of the operator. */
  enum Happening {
    NOTHING,
    TASKS_START,
    PROXIES_FOLLOW,
    HOOK_SUCCEEDS,
    HOOK_FAILS,
    HOOK_GOES_ON,
    MINUTES_PASS,
    UPDATE,
    STOP_WITH_ROLLBACK,
    ABORT,
    ALARM,
    NO_ALARM
  }

  @Provide
  Arbitrary<List<Happening>> lives() {
    return Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.of(Happening.TASKS_START)),
            Tuple.of(12, Arbitraries.of(Happening.PROXIES_FOLLOW)),
            Tuple.of(8, Arbitraries.of(Happening.HOOK_SUCCEEDS)),
            Tuple.of(8, Arbitraries.of(Happening.MINUTES_PASS)),
            Tuple.of(6, Arbitraries.of(Happening.class)))
        .list()
        .ofMinSize(10)
        .ofMaxSize(80);
  }

  @Property(tries = 200)
  void trafficGoesToHealthyTasksOnly(@ForAll("lives") List<Happening> life, @ForAll long seed) {
    Simulation simulation = new Simulation(new Random(seed));
    life.forEach(simulation::happen);
    simulation.comeToRest();
  }

  private static final class Simulation {

    private final ShiftingService service = new ShiftingService();
    private final World world = service.world;
    private final Random random;
    private final Map<String, Map<String, Integer>> carried = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private int revisions = 1;

    Simulation(Random random) {
      this.random = random;
      service.begin(ShiftingService.strategy(DeploymentStrategy.BLUE_GREEN));
      world.proxiesFollow = false;
      proxiesFollow();
    }

    void happen(Happening happening) {
      switch (happening) {
        case NOTHING -> {}
        case TASKS_START -> world.start();
        case PROXIES_FOLLOW -> proxiesFollow();
        case HOOK_SUCCEEDS -> answer("SUCCEEDED");
        case HOOK_FAILS -> answer("FAILED");
        case HOOK_GOES_ON -> answer("IN_PROGRESS");
        case MINUTES_PASS -> world.now = world.now.plusSeconds(60L * (1 + random.nextInt(10)));
        case UPDATE -> {
          DeploymentStrategy[] strategies = DeploymentStrategy.values();
          service.configure(configuration(strategies[random.nextInt(strategies.length)]));
          world.register(++revisions);
        }
        case ALARM -> world.alarms = new AlarmStates.Known(Set.of("Errors"));
        case NO_ALARM -> world.alarms = new AlarmStates.Known(Set.of());
        case STOP_WITH_ROLLBACK -> stop(StopServiceDeploymentStopType.ROLLBACK);
        case ABORT -> stop(StopServiceDeploymentStopType.ABORT);
      }
      world.now = world.now.plusSeconds(1);
      world.pass();
      for (String listener : LISTENERS) {
        assertThat(carried.get(listener)).as(listener).allSatisfy(this::serves);
      }
    }

    void comeToRest() {
      for (int round = 0; round < 60; round++) {
        happen(Happening.TASKS_START);
        happen(Happening.PROXIES_FOLLOW);
        happen(Happening.HOOK_SUCCEEDS);
        happen(Happening.MINUTES_PASS);
      }
      assertThat(service.status(world.newest()).finishedAt()).as("it ends").isNotNull();
      assertThat(world.plan().actions()).as("nothing is left to do").isEmpty();
    }

    private void serves(String group, int weight) {
      long healthy =
          world.tasks.entrySet().stream()
              .filter(tasks -> !tasks.getValue().isEmpty())
              .filter(
                  tasks -> (service.isAlternate(tasks.getKey()) ? "green" : "blue").equals(group))
              .flatMap(tasks -> tasks.getValue().stream())
              .filter(ServiceTask::healthy)
              .count();
      assertThat(healthy)
          .as("healthy tasks in %s, which gets %d: %s", group, weight, world.tasks)
          .isGreaterThanOrEqualTo(weight == 0 ? 0 : TASKS);
    }

    private void proxiesFollow() {
      for (String listener : LISTENERS) {
        carried.put(listener, service.weights(listener));
        TrafficRule rule = world.trafficRules.get(listener);
        world.trafficRules.put(
            listener, new TrafficRule(rule.kind(), rule.name(), rule.actions(), true));
      }
    }

    private void answer(String status) {
      world.calls.stream()
          .map(HookRequest::key)
          .filter(answered::add)
          .forEach(
              key ->
                  world.hookAnswers.put(
                      key, HookAnswer.parse("{\"hookStatus\": \"%s\"}".formatted(status))));
    }

    /** Which the API takes of a deployment that is under way only. */
    private void stop(StopServiceDeploymentStopType type) {
      if (service.status(world.newest()).finishedAt() == null) {
        world.stopNewest(type);
      }
    }

    private static DeploymentConfiguration configuration(DeploymentStrategy strategy) {
      DeploymentConfiguration.Builder configuration =
          DeploymentConfiguration.builder()
              .strategy(strategy)
              .alarms(
                  DeploymentAlarms.builder()
                      .alarmNames(List.of("Errors"))
                      .enable(true)
                      .rollback(true)
                      .build());
      switch (strategy) {
        case ROLLING -> {
          return configuration.build();
        }
        case BLUE_GREEN -> {}
        case LINEAR ->
            configuration.linearConfiguration(
                LinearConfiguration.builder().stepPercent(40.0).stepBakeTimeInMinutes(5).build());
        case CANARY ->
            configuration.canaryConfiguration(
                CanaryConfiguration.builder()
                    .canaryPercent(10.0)
                    .canaryBakeTimeInMinutes(5)
                    .build());
      }
      return configuration
          .bakeTimeInMinutes(3)
          .lifecycleHooks(
              List.of(
                  DeploymentLifecycleHook.builder()
                      .hookTargetArn("http://hook.example/")
                      .lifecycleStages(
                          List.of(
                              DeploymentLifecycleHookStage.POST_TEST_TRAFFIC_SHIFT,
                              DeploymentLifecycleHookStage.PRODUCTION_TRAFFIC_SHIFT))
                      .build()))
          .build();
    }
  }
}
