package dev.kubeecs.operator.autoscaling;

import dev.kubeecs.operator.autoscaling.Verdict.Abstain;
import dev.kubeecs.operator.autoscaling.Verdict.ScaleIn;
import dev.kubeecs.operator.autoscaling.Verdict.ScaleOut;
import dev.kubeecs.operator.autoscaling.Verdict.StepIn;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What several policies come to: the one that wants most scales out. Those that track a target
 * scale in only if all that may do so agree, to the most that any of them wants; one that goes by
 * steps asks nobody. Source: the Application Auto Scaling user guide, multiple target tracking
 * scaling policies, considerations for step scaling.
 *
 * @param verdicts by the name of the policy
 * @param limits between which the desired count stays
 * @param mayScaleOut false while that is suspended
 * @param mayScaleIn false while that is suspended, or a deployment is under way
 */
record DynamicScaling(
    Map<String, Verdict> verdicts, Limits limits, boolean mayScaleOut, boolean mayScaleIn) {

  /**
   * A change of the desired count.
   *
   * @param policy that invoked it
   * @param out whether it scaled out
   */
  record Change(int desired, String policy, boolean out) {}

  /** How the desired count changes, if it does. */
  Optional<Change> change(int desired) {
    Optional<Change> most =
        verdicts.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof ScaleOut)
            .map(entry -> change(entry, true, ((ScaleOut) entry.getValue()).capacity()))
            .max(Comparator.comparing(Change::desired));
    return most.isPresent()
        ? most.filter(change -> mayScaleOut && change.desired() > desired)
        : least().filter(change -> mayScaleIn && change.desired() < desired);
  }

  /** Of several that scale in, the one that leaves most tasks. */
  private Optional<Change> least() {
    return Stream.concat(agreed().stream(), stepsIn()).max(Comparator.comparing(Change::desired));
  }

  private Stream<Change> stepsIn() {
    return verdicts.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof StepIn)
        .map(entry -> change(entry, false, ((StepIn) entry.getValue()).capacity()));
  }

  private Optional<Change> agreed() {
    List<Entry<String, Verdict>> voters =
        verdicts.entrySet().stream()
            .filter(
                entry ->
                    !(entry.getValue() instanceof Abstain || entry.getValue() instanceof StepIn))
            .toList();
    return voters.stream().allMatch(entry -> entry.getValue() instanceof ScaleIn)
        ? voters.stream()
            .map(entry -> change(entry, false, ((ScaleIn) entry.getValue()).capacity()))
            .max(Comparator.comparing(Change::desired))
        : Optional.empty();
  }

  private Change change(Entry<String, Verdict> entry, boolean out, int capacity) {
    return new Change(limits.nearest(capacity), entry.getKey(), out);
  }
}
