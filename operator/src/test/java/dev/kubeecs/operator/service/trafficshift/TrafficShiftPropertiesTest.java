package dev.kubeecs.operator.service.trafficshift;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.CanaryConfiguration;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTimeoutConfiguration;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LinearConfiguration;
import dev.kubeecs.operator.service.deployment.RevisionCounts;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds of every deployment that shifts traffic, whatever happens meanwhile. */
class TrafficShiftPropertiesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int ENOUGH = 20_000;

  @Property(tries = 300)
  void itGoesForwardOnlyAndComesToAnEnd(
      @ForAll("configurations") DeploymentConfiguration configuration,
      @ForAll("hooks") List<DeploymentLifecycleHook> hooks,
      @ForAll long seed) {
    Random random = new Random(seed);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Map<String, HookAnswer> answers = new HashMap<>();
    Map<String, DeploymentLifecycleHookAction> actions = new HashMap<>();
    TrafficShift shift = TrafficShifts.begin(random.nextInt(5) > 0);
    int passes = 0;
    while (!isOver(shift)) {
      assertThat(++passes).as("it ends").isLessThan(ENOUGH);
      boolean carried = random.nextBoolean();
      ShiftFacts facts =
          ShiftFactsBuilder.builder()
              .deploymentId("1234567890123456789")
              .steps(steps(configuration))
              .hooks(hooks)
              .sources(random.nextInt(3))
              .reconciled(random.nextBoolean())
              .scaledUp(random.nextBoolean())
              .traffic((production, test) -> carried)
              .answers(answers)
              .actions(actions)
              .minute(MINUTE)
              .now(now)
              .build();
      TrafficShift next = TrafficShifts.next(shift, facts);
      assertThat(position(next)).as("never back").isGreaterThanOrEqualTo(position(shift));
      assertThat(next.productionWeight()).isBetween(shift.productionWeight(), 100.0);
      assertThat(next.testWeight()).isBetween(shift.testWeight(), 100.0);
      if (next.productionWeight() > shift.productionWeight()) {
        assertThat(next.stage())
            .as("no traffic before its time")
            .isGreaterThanOrEqualTo(TrafficShiftStage.PRE_PRODUCTION_TRAFFIC_SHIFT);
      }
      assertThat(TrafficShifts.next(next, facts)).as("one pass is enough").isEqualTo(next);
      for (HookCall call : TrafficShifts.calls(next, facts)) {
        answers.put(call.key(), answer(random));
      }
      if (random.nextInt(4) == 0) {
        asEmpty(next.hooks()).stream()
            .filter(run -> run.targetType() == DeploymentLifecycleHookTargetType.PAUSE)
            .forEach(
                run ->
                    actions.put(
                        run.hookId(),
                        random.nextInt(10) > 0
                            ? DeploymentLifecycleHookAction.CONTINUE
                            : DeploymentLifecycleHookAction.ROLLBACK));
      }
      shift = next;
      now = now.plusSeconds(random.nextInt(600));
    }
    if (shift.failure() == null) {
      assertThat(shift.productionWeight()).isEqualTo(100);
      assertThat(shift.testWeight()).isEqualTo(100);
    }
    TrafficShift back = TrafficShifts.back(shift);
    assertThat(back.productionWeight()).isZero();
    assertThat(back.testWeight()).isZero();
  }

  @Property
  void stepsGrowToAllTraffic(@ForAll("configurations") DeploymentConfiguration configuration) {
    List<Double> weights = steps(configuration).weights();
    assertThat(weights).isSorted().doesNotHaveDuplicates().last().isEqualTo(100.0);
    assertThat(weights).allMatch(weight -> weight > 0 && weight <= 100);
  }

  @Property
  void weightsOfTargetGroupsDivideAllTrafficAsAsked(
      @ForAll @DoubleRange(min = 0, max = 100) double percent) {
    Map<String, Integer> weights = GroupWeights.of("green", Optional.of("blue"), percent);
    int all = weights.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(weights.values()).allMatch(weight -> weight >= 0 && weight <= 999);
    assertThat(100.0 * weights.get("green") / all)
        .isCloseTo(percent, org.assertj.core.data.Offset.offset(0.06));
    assertThat(GroupWeights.of("green", Optional.of("blue"), Math.rint(percent)).values())
        .as("whole percentages are themselves")
        .satisfies(w -> assertThat(w.stream().mapToInt(i -> i).sum()).isEqualTo(100));
  }

  @Property
  void whatServesIsUntouchedUntilTheEnd(
      @ForAll TrafficShiftStage stage,
      @ForAll boolean carried,
      @ForAll @IntRange(max = 20) int wanted,
      @ForAll @IntRange(max = 20) int serving,
      @ForAll @IntRange(max = 20) int present) {
    Map<String, Integer> next =
        ShiftReplicas.next(
            stage,
            carried,
            wanted,
            counts("green", present),
            "blue",
            List.of(counts("old", 3), counts("blue", serving)));
    assertThat(next.get("blue"))
        .isEqualTo(carried && stage == TrafficShiftStage.CLEAN_UP ? Integer.valueOf(0) : serving);
    assertThat(next.get("old")).isEqualTo(carried ? 0 : 3);
    assertThat(next.get("green"))
        .isEqualTo(stage.compareTo(TrafficShiftStage.SCALE_UP) < 0 ? present : wanted);
  }

  private static RevisionCounts counts(String id, int replicas) {
    return new RevisionCounts(id, replicas, replicas, replicas, replicas, 0, 0);
  }

  private static boolean isOver(TrafficShift shift) {
    return shift.failure() != null || shift.stage() == TrafficShiftStage.CLEAN_UP;
  }

  /** Steps repeat two stages. */
  private static int position(TrafficShift shift) {
    return shift.stage().ordinal()
        + (shift.stage().compareTo(TrafficShiftStage.POST_TEST_TRAFFIC_SHIFT) > 0
            ? 2 * shift.step()
            : 0);
  }

  private static HookAnswer answer(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> HookAnswer.failed("bad luck");
      case 1, 2, 3 -> HookAnswer.parse("{\"hookStatus\": \"IN_PROGRESS\", \"callBackDelay\": 5}");
      default -> HookAnswer.parse("{\"hookStatus\": \"SUCCEEDED\"}");
    };
  }

  @Provide
  Arbitrary<DeploymentConfiguration> configurations() {
    Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 1440);
    return Combinators.combine(
            Arbitraries.of(
                DeploymentStrategy.BLUE_GREEN,
                DeploymentStrategy.LINEAR,
                DeploymentStrategy.CANARY),
            Arbitraries.doubles().between(3, 100).ofScale(1),
            Arbitraries.doubles().between(0.1, 100).ofScale(1),
            minutes,
            minutes)
        .as(
            (strategy, step, canary, stepBake, bake) ->
                DeploymentConfiguration.builder()
                    .strategy(strategy)
                    .bakeTimeInMinutes(bake)
                    .linearConfiguration(
                        LinearConfiguration.builder()
                            .stepPercent(step)
                            .stepBakeTimeInMinutes(stepBake)
                            .build())
                    .canaryConfiguration(
                        CanaryConfiguration.builder()
                            .canaryPercent(canary)
                            .canaryBakeTimeInMinutes(stepBake)
                            .build())
                    .build());
  }

  @Provide
  Arbitrary<List<DeploymentLifecycleHook>> hooks() {
    return Combinators.combine(
            Arbitraries.of(DeploymentLifecycleHookTargetType.class),
            Arbitraries.of(DeploymentLifecycleHookStage.class).set().ofMinSize(1),
            Arbitraries.integers().between(1, 100),
            Arbitraries.of(DeploymentLifecycleHookAction.class))
        .as(
            (type, stages, timeout, action) ->
                DeploymentLifecycleHook.builder()
                    .targetType(type)
                    .hookTargetArn("https://example.com/")
                    .lifecycleStages(new ArrayList<>(EnumSet.copyOf(stages)))
                    .timeoutConfiguration(
                        DeploymentLifecycleHookTimeoutConfiguration.builder()
                            .timeoutInMinutes(timeout)
                            .action(action)
                            .build())
                    .build())
        .list()
        .ofMaxSize(3);
  }

  private static TrafficSteps steps(DeploymentConfiguration configuration) {
    return TrafficSteps.of(
        configuration, MINUTE, MINUTE.multipliedBy(configuration.bakeTimeInMinutes()));
  }
}
