package dev.kubeecs.operator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kubeecs.api.applicationautoscaling.AdjustmentType;
import dev.kubeecs.api.applicationautoscaling.ScalableTargetAction;
import dev.kubeecs.api.applicationautoscaling.ScalingActivityStatusCode;
import dev.kubeecs.api.applicationautoscaling.StepAdjustment;
import dev.kubeecs.api.applicationautoscaling.SuspendedState;
import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.operator.autoscaling.metric.Datapoint;
import dev.kubeecs.operator.autoscaling.metric.Datapoints;
import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpecBuilder;
import dev.kubeecs.resources.alarm.MetricAlarmStatus;
import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpecBuilder;
import dev.kubeecs.resources.autoscaling.ScalableTargetStatusBuilder;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatus;
import dev.kubeecs.resources.autoscaling.ScheduledActionSpecBuilder;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.autoscaling.StepScalingBuilder;
import dev.kubeecs.resources.autoscaling.TargetTracking;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.EcsServiceStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a scalable target, in AWS's words. The service hello runs two tasks of 1 to 5.
 */
class ScalingPlanTest {

  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

  @Test
  void anAlarmSetsTheDesiredCountAndTheServiceFulfilsIt() {
    ScaledService busy = scaled(service(2, 2), 90, 3);
    ScalingPlan plan = ScalingPlan.of(busy);
    assertThat(plan.desired()).hasValue(4);
    ScalingActivityStatus begun = plan.status().activities().getFirst();
    assertThat(begun.description()).isEqualTo("Setting desired count to 4.");
    assertThat(begun.cause())
        .isEqualTo(
            "monitor alarm "
                + ScalableTargets.alarmHigh(busy.target(), "cpu")
                + " in state ALARM triggered policy cpu");
    assertThat(begun.statusCode()).isEqualTo(ScalingActivityStatusCode.INPROGRESS);
    assertThat(begun.statusMessage())
        .isEqualTo(
            "Successfully set desired count to 4. Waiting for change to be fulfilled by ecs.");
    ScalingPolicyStatus policy = plan.status().scalingPolicies().getFirst();
    assertThat(policy.alarmHigh()).isTrue();
    assertThat(policy.metricValue()).isEqualTo(90);
    assertThat(policy.lastScaleOut()).isEqualTo(NOW);
    assertThat(policy.scaledOutFrom()).isEqualTo(2);

    ScaledService waiting = after(busy, plan, service(4, 3));
    assertThat(ScalingPlan.of(waiting).desired()).isEmpty();
    assertThat(ScalingPlan.of(waiting).status().activities()).isEqualTo(plan.status().activities());

    ScalingPlan fulfilled = ScalingPlan.of(after(busy, plan, service(4, 4)));
    ScalingActivityStatus done = fulfilled.status().activities().getFirst();
    assertThat(done.statusCode()).isEqualTo(ScalingActivityStatusCode.SUCCESSFUL);
    assertThat(done.endTime()).isNotNull();
    assertThat(done.statusMessage())
        .isEqualTo("Successfully set desired count to 4. Change successfully fulfilled by ecs.");
  }

  @Test
  void whatSomebodyElseSetsOverridesAnActivity() {
    ScaledService busy = scaled(service(2, 2), 90, 3);
    ScalingPlan plan = ScalingPlan.of(busy);
    ScalingPlan overridden = ScalingPlan.of(after(busy, plan, service(3, 3)));
    assertThat(overridden.status().activities().getLast().statusCode())
        .isEqualTo(ScalingActivityStatusCode.OVERRIDDEN);
  }

  @Test
  void newLimitsBringTheDesiredCountInAndOldOnesDoNot() {
    ScaledService low = scaled(service(0, 0), 50, 1);
    ScalingPlan plan = ScalingPlan.of(low);
    assertThat(plan.desired()).hasValue(1);
    assertThat(plan.status().activities().getFirst().cause())
        .isEqualTo("minimum capacity was set to 1");
    assertThat(ScalingPlan.of(after(low, plan, service(0, 0))).desired()).isEmpty();

    ScalingPlan high = ScalingPlan.of(scaled(service(9, 9), 50, 1));
    assertThat(high.desired()).hasValue(5);
    assertThat(high.status().activities().getFirst().cause())
        .isEqualTo("maximum capacity was set to 5");
  }

  @Test
  void nothingIsScaledInWhileADeploymentIsUnderWay() {
    EcsService deploying = service(4, 4);
    deploying.setStatus(
        deploying
            .getStatus()
            .withDeployments(
                List.of(
                    Deployment.builder()
                        .rolloutState(DeploymentRolloutState.IN_PROGRESS)
                        .build())));
    assertThat(ScalingPlan.of(scaled(deploying, 10, 15)).desired()).isEmpty();
    assertThat(ScalingPlan.of(scaled(service(4, 4), 10, 15)).desired()).hasValue(1);
    assertThat(ScalingPlan.of(scaled(deploying, 90, 3)).desired()).hasValue(5);
  }

  @Test
  void aScheduledActionSetsLimitsAndTheyTheDesiredCount() {
    ScaledService scaled = withAction(scaled(service(2, 2), 50, 1), 3, 8);
    ScalingPlan plan = ScalingPlan.of(scaled);
    assertThat(plan.limits()).isEqualTo(new Limits(3, 8));
    assertThat(plan.desired()).hasValue(3);
    assertThat(plan.status().activities())
        .extracting(ScalingActivityStatus::description, ScalingActivityStatus::cause)
        .containsExactly(
            tuple("Setting desired count to 3.", "minimum capacity was set to 3"),
            tuple(
                "Setting min capacity to 3 and max capacity to 8",
                "scheduled action name noon was triggered"));
    assertThat(plan.status().activities().getLast().statusMessage())
        .isEqualTo("Successfully set min capacity to 3 and max capacity to 8");
    assertThat(plan.status().activities())
        .extracting(ScalingActivityStatus::startTime)
        .doesNotHaveDuplicates();
  }

  @Test
  void aScheduledActionThatCannotBeFailsAndASuspendedOneIsSkipped() {
    ScaledService impossible = withAction(scaled(service(2, 2), 50, 1), 7, null);
    ScalingPlan plan = ScalingPlan.of(impossible);
    assertThat(plan.limits()).isEqualTo(new Limits(1, 5));
    assertThat(plan.status().activities().getFirst().statusCode())
        .isEqualTo(ScalingActivityStatusCode.FAILED);

    ScaledService suspended = withAction(scaled(service(2, 2), 50, 1), 3, 8);
    suspended
        .target()
        .setSpec(suspended.spec().withSuspendedState(new SuspendedState(true, true, true)));
    assertThat(ScalingPlan.of(suspended).limits()).isEqualTo(new Limits(1, 5));
    assertThat(ScalingPlan.of(suspended).status().activities()).isEmpty();
  }

  @Test
  void aScheduleThatCannotBeReadIsTold() {
    ScaledService scaled = withAction(scaled(service(2, 2), 50, 1), 3, 8);
    scaled
        .target()
        .setSpec(
            scaled
                .spec()
                .withScheduledActions(
                    List.of(scaled.spec().scheduledActions().getFirst().withSchedule("at noon"))));
    assertThat(ScalingPlan.of(scaled).status().condition("Ready"))
        .hasValueSatisfying(
            ready -> {
              assertThat(ready.getStatus()).isEqualTo("False");
              assertThat(ready.getMessage()).contains("scheduledActions: schedule 'at noon'");
            });
  }

  @Test
  void anAlarmInvokesAPolicyOnceEachTimeThatItIsEvaluated() {
    ScaledService alarmed = alarmed(service(2, 2), NOW.minusSeconds(1));
    ScalingPlan plan = ScalingPlan.of(alarmed);
    assertThat(plan.desired()).hasValue(3);
    assertThat(plan.status().activities().getFirst().cause())
        .isEqualTo("monitor alarm Busy in state ALARM triggered policy steps");
    ScalingPolicyStatus policy = plan.status().scalingPolicies().getFirst();
    assertThat(policy.lastInvocation()).isEqualTo(NOW.minusSeconds(1));
    assertThat(policy.lastScaleOut()).isEqualTo(NOW);
    assertThat(policy.scaledOutFrom()).isEqualTo(2);

    ScaledService same = after(alarmed, plan, service(3, 3));
    assertThat(ScalingPlan.of(same).desired()).isEmpty();
    ScaledService again =
        same.with(s -> s.alarms(alarmed(service(3, 3), NOW.plusSeconds(4)).alarms()));
    assertThat(ScalingPlan.of(again).desired()).hasValue(4);
  }

  /** The same target with one policy, which adds a task whenever an alarm says so. */
  private static ScaledService alarmed(EcsService service, Instant evaluatedAt) {
    ScaledService scaled = scaled(service, 50, 1);
    scaled
        .target()
        .setSpec(
            scaled
                .spec()
                .withScalingPolicies(
                    List.of(
                        new ScalingPolicySpec(
                            "steps",
                            null,
                            StepScalingBuilder.builder()
                                .adjustmentType(AdjustmentType.CHANGEINCAPACITY)
                                .stepAdjustments(List.of(new StepAdjustment(0.0, null, 1)))
                                .cooldown(0)
                                .build(),
                            null))));
    MetricAlarm alarm = new MetricAlarm();
    alarm.setSpec(MetricAlarmSpecBuilder.builder().alarmName("Busy").threshold(70.0).build());
    alarm.setStatus(
        MetricAlarmStatus.NONE.with(s -> s.stateValue(StateValue.ALARM).evaluatedAt(evaluatedAt)));
    return scaled.with(s -> s.metrics(Map.of()).alarms(Map.of("steps", List.of(alarm))));
  }

  private static ScaledService withAction(ScaledService scaled, Integer min, Integer max) {
    scaled
        .target()
        .setSpec(
            scaled
                .spec()
                .withScheduledActions(
                    List.of(
                        ScheduledActionSpecBuilder.builder()
                            .scheduledActionName("noon")
                            .schedule("cron(0 12 * * ? *)")
                            .creationTime(NOW.minusSeconds(60))
                            .scalableTargetAction(new ScalableTargetAction(min, max))
                            .build())));
    return scaled;
  }

  private static ScaledService scaled(EcsService service, double value, int periods) {
    ScalableTarget target = new ScalableTarget();
    target.setMetadata(new ObjectMetaBuilder().withUid("u").withGeneration(1L).build());
    target.setSpec(
        ScalableTargetSpecBuilder.builder()
            .resourceId("service/demo/hello")
            .minCapacity(1)
            .maxCapacity(5)
            .scalingPolicies(
                List.of(
                    new ScalingPolicySpec(
                        "cpu",
                        new TargetTracking(
                            50.0, new PredefinedMetric(ServiceMetric.CPU, null), 0, 0, false),
                        null,
                        null)))
            .build());
    target.setStatus(ScalableTargetStatusBuilder.builder().build());
    Datapoints points = Datapoints.NONE;
    for (int period = 0; period < periods; period++) {
      points = points.with(Optional.of(new Datapoint(value, service.getStatus().runningCount())));
    }
    return new ScaledService(
        target,
        Account.DEFAULT,
        Optional.of(service),
        Optional.empty(),
        Map.of("cpu", new Measured(points, NOW, NOW.plusSeconds(60))),
        Map.of(),
        NOW);
  }

  /** A little later, with the status written. */
  private static ScaledService after(ScaledService scaled, ScalingPlan plan, EcsService service) {
    scaled.target().setStatus(plan.status());
    return scaled.with(
        s ->
            s.service(Optional.of(service))
                .now(NOW.plusSeconds(5))
                .metrics(
                    Map.of(
                        "cpu",
                        new Measured(
                            Datapoints.NONE.with(Optional.of(new Datapoint(50, 4))),
                            NOW,
                            NOW.plusSeconds(60)))));
  }

  private static EcsService service(int desired, int running) {
    EcsService service = new EcsService();
    service.setMetadata(new ObjectMetaBuilder().withGeneration(2L).build());
    service.setSpec(EcsServiceSpecBuilder.builder().desiredCount(desired).build());
    service.setStatus(
        EcsServiceStatusBuilder.builder()
            .desiredCount(desired)
            .runningCount(running)
            .observedGeneration(2L)
            .deployments(
                List.of(
                    Deployment.builder().rolloutState(DeploymentRolloutState.COMPLETED).build()))
            .build());
    return service;
  }
}
