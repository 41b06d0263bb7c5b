package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.api.applicationautoscaling.AdjustmentType.CHANGEINCAPACITY;
import static dev.kubeecs.api.applicationautoscaling.AdjustmentType.EXACTCAPACITY;
import static dev.kubeecs.api.applicationautoscaling.AdjustmentType.PERCENTCHANGEINCAPACITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.applicationautoscaling.AdjustmentType;
import dev.kubeecs.api.applicationautoscaling.MetricAggregationType;
import dev.kubeecs.api.applicationautoscaling.StepAdjustment;
import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.operator.autoscaling.Verdict.Abstain;
import dev.kubeecs.operator.autoscaling.Verdict.ScaleOut;
import dev.kubeecs.operator.autoscaling.Verdict.StepIn;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpecBuilder;
import dev.kubeecs.resources.alarm.MetricAlarmStatus;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatus;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatusBuilder;
import dev.kubeecs.resources.autoscaling.StepScaling;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy with steps wants when an alarm with the threshold 50 invokes it. */
class StepScalingPolicyTest {

  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  private static final ScalingPolicyStatus FRESH =
      ScalingPolicyStatusBuilder.builder().policyName("steps").build();

  /** The table of the guide: 60 to 70 adds ten percent, more adds thirty; 40 to 30 takes ten. */
  private static final List<StepAdjustment> GUIDE =
      List.of(
          step(0, 10, 0),
          step(10, 20, 10),
          step(20, null, 30),
          step(-10, 0, 0),
          step(-20, -10, -10),
          step(null, -20, -30));

  @ParameterizedTest
  @CsvSource({
    "50, 10, 0", "59.9, 10, 0", "60, 10, 1", "69.9, 10, 1", "70, 10, 3", "500, 13, 3",
    "49, 10, 0", "40.1, 10, 0", "40, 10, -1", "30.1, 10, -1", "30, 10, -3", "0, 13, -3",
  })
  void theStepIsChosenByHowFarTheMetricIsBeyondTheThreshold(
      double metric, int desired, int change) {
    assertThat(verdict(PERCENTCHANGEINCAPACITY, GUIDE, desired, metric))
        .isEqualTo(wanting(desired, desired + change));
  }

  /** Source: the Application Auto Scaling user guide, scaling adjustment types. */
  @ParameterizedTest
  @CsvSource({"127, 10, 22", "7, 10, 11", "-7, 10, 9", "-67, 10, 4", "100, 0, 1", "0, 10, 10"})
  void percentsAreRoundedTowardsNoughtButAreAtLeastOneTask(int percent, int desired, int expected) {
    assertThat(verdict(PERCENTCHANGEINCAPACITY, List.of(step(0, null, percent)), desired, 50))
        .isEqualTo(wanting(desired, expected));
  }

  @Test
  void percentsChangeAtLeastTheMagnitude() {
    StepScaling steps =
        new StepScaling(PERCENTCHANGEINCAPACITY, List.of(step(0, null, 25)), 2, null, null);
    assertThat(policy(steps, FRESH, alarm(NOW, 60)).verdict(4, NOW)).isEqualTo(new ScaleOut(6));
    assertThat(policy(steps, FRESH, alarm(NOW, 60)).verdict(12, NOW)).isEqualTo(new ScaleOut(15));
  }

  @Test
  void countsAreChangedOrSet() {
    assertThat(verdict(CHANGEINCAPACITY, List.of(step(0, null, 3)), 4, 60))
        .isEqualTo(new ScaleOut(7));
    assertThat(verdict(CHANGEINCAPACITY, List.of(step(0, null, -9)), 4, 60))
        .isEqualTo(new StepIn(0));
    assertThat(verdict(EXACTCAPACITY, List.of(step(0, null, 6)), 4, 60)).isEqualTo(new ScaleOut(6));
    assertThat(verdict(EXACTCAPACITY, List.of(step(0, null, 2)), 4, 60)).isEqualTo(new StepIn(2));
    assertThat(verdict(EXACTCAPACITY, List.of(step(0, null, 4)), 4, 60)).isEqualTo(new Abstain());
  }

  @Test
  void whereNoStepIsNothingHappens() {
    assertThat(verdict(CHANGEINCAPACITY, List.of(step(0, null, 1)), 4, 40))
        .isEqualTo(new Abstain());
    assertThat(verdict(CHANGEINCAPACITY, List.of(step(null, 0, -1)), 4, 60))
        .isEqualTo(new Abstain());
  }

  @Test
  void aStateThatWasSetWithoutDatapointsIsJustAtTheThreshold() {
    assertThat(verdict(CHANGEINCAPACITY, List.of(step(0, null, 1)), 4)).isEqualTo(new ScaleOut(5));
    assertThat(verdict(CHANGEINCAPACITY, List.of(step(null, 0, -1)), 4)).isEqualTo(new StepIn(3));
  }

  @ParameterizedTest
  @CsvSource({"AVERAGE, 6", "MINIMUM, 5", "MAXIMUM, 7"})
  void datapointsAreAggregated(MetricAggregationType aggregation, int expected) {
    List<StepAdjustment> each = List.of(step(0, 10, 1), step(10, 20, 2), step(20, null, 3));
    StepScaling steps = new StepScaling(CHANGEINCAPACITY, each, null, null, aggregation);
    assertThat(policy(steps, FRESH, alarm(NOW, 55, 65, 75)).verdict(4, NOW))
        .isEqualTo(new ScaleOut(expected));
  }

  @Test
  void whatWasAddedWithinTheCooldownCounts() {
    List<StepAdjustment> steps = List.of(step(0, 20, 2), step(20, null, 3));
    ScalingPolicyStatus grown =
        FRESH.with(s -> s.lastScaleOut(NOW.minusSeconds(299)).scaledOutFrom(4));
    assertThat(policy(steps, grown, 60).verdict(6, NOW)).isEqualTo(new Abstain());
    assertThat(policy(steps, grown, 90).verdict(6, NOW)).isEqualTo(new ScaleOut(7));
    assertThat(policy(steps, grown, 60).verdict(6, NOW.plusSeconds(1))).isEqualTo(new ScaleOut(8));
  }

  @Test
  void nothingIsTakenWithinTheCooldown() {
    List<StepAdjustment> steps = List.of(step(0, null, -1));
    ScalingPolicyStatus shrunk = FRESH.withLastScaleIn(NOW.minusSeconds(299));
    assertThat(policy(steps, shrunk, 60).verdict(4, NOW)).isEqualTo(new Abstain());
    assertThat(policy(steps, shrunk, 60).verdict(4, NOW.plusSeconds(1))).isEqualTo(new StepIn(3));
  }

  @Test
  void oneEvaluationInvokesOnce() {
    List<StepAdjustment> steps = List.of(step(0, null, 1));
    StepScalingPolicy first = policy(steps, FRESH, 60);
    assertThat(first.told().lastInvocation()).isEqualTo(NOW);
    assertThat(policy(steps, first.told(), 60).verdict(4, NOW)).isEqualTo(new Abstain());
    StepScaling same = new StepScaling(CHANGEINCAPACITY, steps, null, null, null);
    assertThat(policy(same, first.told(), alarm(NOW.plusSeconds(60), 60)).verdict(4, NOW))
        .isEqualTo(new ScaleOut(5));
    assertThat(new StepScalingPolicy(same, List.of(), FRESH).verdict(4, NOW))
        .isEqualTo(new Abstain());
  }

  private static Verdict wanting(int desired, int wanted) {
    return wanted > desired
        ? new ScaleOut(wanted)
        : wanted < desired ? new StepIn(wanted) : new Abstain();
  }

  private static Verdict verdict(
      AdjustmentType type, List<StepAdjustment> steps, int desired, double... metric) {
    return policy(new StepScaling(type, steps, null, null, null), FRESH, alarm(NOW, metric))
        .verdict(desired, NOW);
  }

  private static StepScalingPolicy policy(
      List<StepAdjustment> steps, ScalingPolicyStatus before, double metric) {
    return policy(
        new StepScaling(CHANGEINCAPACITY, steps, null, null, null), before, alarm(NOW, metric));
  }

  private static StepScalingPolicy policy(
      StepScaling steps, ScalingPolicyStatus before, MetricAlarm alarm) {
    return new StepScalingPolicy(steps, List.of(alarm), before);
  }

  private static MetricAlarm alarm(Instant evaluatedAt, double... metric) {
    MetricAlarm alarm = new MetricAlarm();
    alarm.setSpec(MetricAlarmSpecBuilder.builder().alarmName("busy").threshold(50.0).build());
    alarm.setStatus(
        MetricAlarmStatus.NONE.with(
            s ->
                s.stateValue(StateValue.ALARM)
                    .evaluatedAt(evaluatedAt)
                    .recentDatapoints(Arrays.stream(metric).boxed().toList())));
    return alarm;
  }

  private static StepAdjustment step(Integer lower, Integer upper, int adjustment) {
    return new StepAdjustment(
        lower == null ? null : lower.doubleValue(),
        upper == null ? null : upper.doubleValue(),
        adjustment);
  }
}
