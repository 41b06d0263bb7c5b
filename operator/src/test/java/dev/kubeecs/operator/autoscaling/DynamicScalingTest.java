package dev.kubeecs.operator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.autoscaling.DynamicScaling.Change;
import dev.kubeecs.operator.autoscaling.Verdict.Abstain;
import dev.kubeecs.operator.autoscaling.Verdict.ScaleIn;
import dev.kubeecs.operator.autoscaling.Verdict.ScaleOut;
import dev.kubeecs.operator.autoscaling.Verdict.Stay;
import dev.kubeecs.operator.autoscaling.Verdict.StepIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What several policies come to; four tasks, limits two to ten. */
class DynamicScalingTest {

  private static final Limits LIMITS = new Limits(2, 10);

  @Test
  void thePolicyThatWantsMostScalesOut() {
    assertThat(change(new ScaleOut(5), new ScaleOut(7), new ScaleIn(2)))
        .contains(new Change(7, "p1", true));
  }

  @Test
  void onlyAllTogetherScaleIn() {
    assertThat(change(new ScaleIn(2), new ScaleIn(3))).contains(new Change(3, "p1", false));
    assertThat(change(new ScaleIn(2), new Stay())).isEmpty();
    assertThat(change(new ScaleIn(2), new Abstain())).contains(new Change(2, "p0", false));
    assertThat(change(new Abstain())).isEmpty();
    assertThat(change()).isEmpty();
  }

  @Test
  void aStepInAsksNobodyButGivesWayToWhatLeavesMore() {
    assertThat(change(new StepIn(3))).contains(new Change(3, "p0", false));
    assertThat(change(new StepIn(3), new Stay())).contains(new Change(3, "p0", false));
    assertThat(change(new StepIn(2), new StepIn(3))).contains(new Change(3, "p1", false));
    assertThat(change(new StepIn(2), new ScaleIn(3))).contains(new Change(3, "p1", false));
    assertThat(change(new StepIn(2), new ScaleOut(5))).contains(new Change(5, "p1", true));
  }

  @Test
  void limitsHold() {
    assertThat(change(new ScaleOut(99))).contains(new Change(10, "p0", true));
    assertThat(change(new ScaleIn(0))).contains(new Change(2, "p0", false));
    assertThat(scaling(List.of(new ScaleOut(20)), true, true).change(10)).isEmpty();
    assertThat(scaling(List.of(new ScaleIn(0)), true, true).change(2)).isEmpty();
  }

  /** Source: the ECS developer guide, what a desired count outside of the limits comes to. */
  @Test
  void aCountOutsideOfTheLimitsComesBackWithTheAlarmOfThatSide() {
    assertThat(scaling(List.of(new ScaleOut(1)), true, true).change(1))
        .contains(new Change(2, "p0", true));
    assertThat(scaling(List.of(new ScaleIn(1)), true, true).change(1)).isEmpty();
    assertThat(scaling(List.of(new ScaleIn(12)), true, true).change(15))
        .contains(new Change(10, "p0", false));
    assertThat(scaling(List.of(new ScaleOut(20)), true, true).change(15)).isEmpty();
  }

  @Test
  void whatIsSuspendedDoesNotHappen() {
    assertThat(scaling(List.of(new ScaleOut(7)), false, true).change(4)).isEmpty();
    assertThat(scaling(List.of(new ScaleIn(2)), true, false).change(4)).isEmpty();
    // Nor does a suspended scale-out make way for a scale-in.
    assertThat(scaling(List.of(new ScaleOut(7), new ScaleIn(2)), false, true).change(4)).isEmpty();
  }

  @Property
  void neverOutsideOfTheLimitsAndNeverAgainstAnAlarm(
      @ForAll("verdicts") List<Verdict> verdicts,
      @ForAll @IntRange(min = 0, max = 30) int desired,
      @ForAll boolean mayScaleOut,
      @ForAll boolean mayScaleIn) {
    Optional<Change> change = scaling(verdicts, mayScaleOut, mayScaleIn).change(desired);
    boolean high = verdicts.stream().anyMatch(verdict -> verdict instanceof ScaleOut);
    change.ifPresent(
        done -> {
          assertThat(done.desired()).isBetween(2, 10);
          assertThat(done.out()).isEqualTo(done.desired() > desired).isEqualTo(high);
          assertThat(done.out() ? mayScaleOut : mayScaleIn).isTrue();
        });
  }

  @Provide
  Arbitrary<List<Verdict>> verdicts() {
    Arbitrary<Integer> counts = Arbitraries.integers().between(0, 30);
    return Arbitraries.<Verdict>oneOf(
            counts.map(ScaleOut::new),
            counts.map(ScaleIn::new),
            counts.map(StepIn::new),
            Arbitraries.just(new Stay()),
            Arbitraries.just(new Abstain()))
        .list()
        .ofMaxSize(5);
  }

  private static Optional<Change> change(Verdict... verdicts) {
    return scaling(List.of(verdicts), true, true).change(4);
  }

  private static DynamicScaling scaling(
      List<Verdict> verdicts, boolean mayScaleOut, boolean mayScaleIn) {
    Map<String, Verdict> byName = new LinkedHashMap<>();
    verdicts.forEach(verdict -> byName.put("p" + byName.size(), verdict));
    return new DynamicScaling(byName, LIMITS, mayScaleOut, mayScaleIn);
  }
}
