package dev.kubeecs.operator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.autoscaling.Verdict.Abstain;
import dev.kubeecs.operator.autoscaling.Verdict.ScaleIn;
import dev.kubeecs.operator.autoscaling.Verdict.ScaleOut;
import dev.kubeecs.operator.autoscaling.Verdict.Stay;
import dev.kubeecs.operator.autoscaling.Verdict.StepIn;
import dev.kubeecs.operator.autoscaling.metric.Datapoint;
import dev.kubeecs.operator.autoscaling.metric.Datapoints;
import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatus;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatusBuilder;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.autoscaling.TargetTracking;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** When a target tracking policy scales, and how far: target 50, four tasks where not told. */
class TargetTrackingPolicyTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final ScalingPolicyStatus FRESH =
      ScalingPolicyStatusBuilder.builder().policyName("cpu").build();

  @Test
  void threePeriodsAboveTheTargetScaleOutInProportion() {
    assertThat(verdict(FRESH, 10, 80, 90, 75)).isEqualTo(new ScaleOut(6));
    assertThat(verdict(FRESH, 80, 90, 200)).isEqualTo(new ScaleOut(16));
    assertThat(verdict(FRESH, 90, 90)).isEqualTo(new Stay());
    assertThat(verdict(FRESH, 90, 50, 90)).isEqualTo(new Stay());
  }

  @Test
  void fifteenPeriodsBelowNineTenthsScaleInInProportion() {
    assertThat(verdict(FRESH, times(15, 20))).isEqualTo(new ScaleIn(2));
    assertThat(verdict(FRESH, times(15, 0))).isEqualTo(new ScaleIn(0));
    assertThat(verdict(FRESH, times(14, 20))).isEqualTo(new Stay());
    assertThat(verdict(FRESH, times(15, 45))).isEqualTo(new Stay());
  }

  @Test
  void whatIsNotMeasuredScalesNothing() {
    Datapoints gap = points(times(14, 20)).with(Optional.empty());
    assertThat(policy(gap, FRESH, false).verdict(4, NOW)).isEqualTo(new Stay());
    Datapoints high = points(90, 90).with(Optional.empty()).with(point(90, 4));
    assertThat(policy(high, FRESH, false).verdict(4, NOW)).isEqualTo(new Stay());
    assertThat(policy(Datapoints.NONE, FRESH, false).verdict(4, NOW)).isEqualTo(new Stay());
  }

  @Test
  void withinTheCooldownWhatWasAddedCounts() {
    ScalingPolicyStatus scaled =
        FRESH.with(s -> s.lastScaleOut(NOW.minusSeconds(299)).scaledOutFrom(2));
    // From two, not from four: twice the target asks for four, which there are.
    assertThat(verdict(scaled, 100, 100, 100)).isEqualTo(new ScaleOut(4));
    assertThat(verdict(scaled, 100, 100, 150)).isEqualTo(new ScaleOut(6));
    ScalingPolicyStatus cooled = scaled.withLastScaleOut(NOW.minusSeconds(300));
    assertThat(verdict(cooled, 100, 100, 100)).isEqualTo(new ScaleOut(8));
  }

  @Test
  void withinTheCooldownNothingIsScaledInAgain() {
    ScalingPolicyStatus scaled = FRESH.withLastScaleIn(NOW.minusSeconds(299));
    assertThat(verdict(scaled, times(15, 20))).isEqualTo(new Stay());
    assertThat(verdict(scaled, 90, 90, 90)).isInstanceOf(ScaleOut.class);
    assertThat(verdict(scaled.withLastScaleIn(NOW.minusSeconds(300)), times(15, 20)))
        .isEqualTo(new ScaleIn(2));
  }

  @Test
  void oneThatNeverScalesInAbstains() {
    assertThat(policy(points(times(15, 20)), FRESH, true).verdict(4, NOW)).isEqualTo(new Abstain());
    assertThat(policy(points(times(15, 20)), FRESH, true).alarmLow()).isFalse();
    assertThat(policy(points(90, 90, 90), FRESH, true).verdict(4, NOW))
        .isInstanceOf(ScaleOut.class);
  }

  @Property
  void neverOutByFewerNorInByMore(
      @ForAll @Size(max = 20) List<@DoubleRange(min = 0, max = 1000) Double> values,
      @ForAll @IntRange(min = 1, max = 1000) int tasks,
      @ForAll @IntRange(min = 0, max = 1000) int desired) {
    Datapoints points = Datapoints.NONE;
    for (double value : values) {
      points = points.with(point(value, tasks));
    }
    switch (policy(points, FRESH, false).verdict(desired, NOW)) {
      case ScaleOut out -> assertThat(out.capacity()).isGreaterThanOrEqualTo(desired);
      case ScaleIn in -> assertThat(in.capacity()).isBetween(0, desired);
      case Stay ignored -> {}
      case Abstain ignored -> throw new AssertionError("it may scale in");
      case StepIn ignored -> throw new AssertionError("it has no steps");
    }
  }

  /** A load that stays the same is brought to the target, or as near as whole tasks allow. */
  @Property
  void aConstantLoadEndsAtTheTarget(@ForAll @IntRange(min = 1, max = 10_000) int load) {
    int desired = 1;
    for (int minute = 0; minute < 3; minute++) {
      double each = (double) load / desired;
      Datapoints points = Datapoints.NONE;
      for (int period = 0; period < Datapoints.KEPT; period++) {
        points = points.with(point(each, desired));
      }
      desired =
          switch (policy(points, FRESH, false).verdict(desired, NOW)) {
            case ScaleOut out -> out.capacity();
            case ScaleIn in -> Math.max(1, in.capacity());
            case Stay ignored -> desired;
            case Abstain ignored -> desired;
            case StepIn ignored -> throw new AssertionError("it has no steps");
          };
    }
    assertThat((double) load / desired).isLessThanOrEqualTo(50);
    assertThat(desired).isEqualTo(Math.max(1, (load + 49) / 50));
  }

  private static Verdict verdict(ScalingPolicyStatus before, double... values) {
    return policy(points(values), before, false).verdict(4, NOW);
  }

  private static TargetTrackingPolicy policy(
      Datapoints points, ScalingPolicyStatus before, boolean disableScaleIn) {
    return new TargetTrackingPolicy(
        null,
        new TargetTracking(
            50.0, new PredefinedMetric(ServiceMetric.CPU, null), null, null, disableScaleIn),
        points,
        before);
  }

  private static Datapoints points(double... values) {
    Datapoints points = Datapoints.NONE;
    for (double value : values) {
      points = points.with(point(value, 4));
    }
    return points;
  }

  private static Optional<Datapoint> point(double value, int tasks) {
    return Optional.of(new Datapoint(value, tasks));
  }

  private static double[] times(int count, double value) {
    return Collections.nCopies(count, value).stream().mapToDouble(each -> each).toArray();
  }
}
