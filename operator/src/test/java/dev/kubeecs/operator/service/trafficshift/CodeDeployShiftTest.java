package dev.kubeecs.operator.service.trafficshift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.CanaryConfiguration;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftBuilder;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a deployment of CodeDeploy differs from one of ECS. */
class CodeDeployShiftTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final DeploymentConfiguration CANARY =
      DeploymentConfiguration.builder()
          .strategy(DeploymentStrategy.CANARY)
          .canaryConfiguration(
              CanaryConfiguration.builder().canaryPercent(10.0).canaryBakeTimeInMinutes(0).build())
          .bakeTimeInMinutes(60)
          .build();
  private static final DeploymentLifecycleHook BEFORE =
      DeploymentLifecycleHook.builder()
          .targetType(DeploymentLifecycleHookTargetType.AWS_LAMBDA)
          .hookTargetArn("http://hook/")
          .lifecycleStages(List.of(DeploymentLifecycleHookStage.PRE_PRODUCTION_TRAFFIC_SHIFT))
          .build();

  @Test
  void beforeAllowTrafficRunsOnceAndNotAtEveryStep() {
    TrafficShift secondStep =
        at(TrafficShiftStage.PRE_PRODUCTION_TRAFFIC_SHIFT)
            .with(s -> s.step(1).productionWeight(10.0));
    assertThat(TrafficShifts.next(secondStep, facts(true, Map.of())).stage())
        .isEqualTo(TrafficShiftStage.BAKE_TIME);
    assertThat(TrafficShifts.next(secondStep, facts(false, Map.of())).stage())
        .as("of ECS")
        .isEqualTo(TrafficShiftStage.PRE_PRODUCTION_TRAFFIC_SHIFT);
    TrafficShift first = at(TrafficShiftStage.PRE_PRODUCTION_TRAFFIC_SHIFT);
    assertThat(TrafficShifts.next(first, facts(true, Map.of())).hooks()).hasSize(1);
  }

  @Test
  void theWaitForTheEndOfOldTasksMayBeEnded() {
    TrafficShift baking =
        at(TrafficShiftStage.BAKE_TIME)
            .with(s -> s.productionWeight(100.0).waitingSince(NOW.minusSeconds(1)));
    assertThat(TrafficShifts.next(baking, facts(true, Map.of())).stage())
        .isEqualTo(TrafficShiftStage.BAKE_TIME);
    assertThat(
            TrafficShifts.next(
                    baking,
                    facts(
                        true,
                        Map.of(
                            CodeDeploy.TERMINATION_WAIT, DeploymentLifecycleHookAction.CONTINUE)))
                .stage())
        .isEqualTo(TrafficShiftStage.CLEAN_UP);
  }

  private static TrafficShift at(TrafficShiftStage stage) {
    return TrafficShiftBuilder.builder()
        .stage(stage)
        .step(0)
        .productionWeight(0.0)
        .testWeight(100.0)
        .build();
  }

  private static ShiftFacts facts(
      boolean once, Map<String, DeploymentLifecycleHookAction> actions) {
    return ShiftFactsBuilder.builder()
        .deploymentId("1234567890123456789")
        .steps(TrafficSteps.of(CANARY, Duration.ofMinutes(1), Duration.ofHours(1)))
        .hooks(List.of(BEFORE))
        .hooksOnce(once)
        .sources(1)
        .reconciled(true)
        .scaledUp(true)
        .traffic((production, test) -> true)
        .actions(actions)
        .minute(Duration.ofMinutes(1))
        .now(NOW)
        .build();
  }
}
