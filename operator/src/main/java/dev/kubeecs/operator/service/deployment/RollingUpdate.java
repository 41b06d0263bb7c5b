package dev.kubeecs.operator.service.deployment;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The next step of a rolling update: starts tasks of the target revision while the upper limit
 * allows, and stops tasks of the others while enough healthy ones remain.
 *
 * <p>An other revision never gets more tasks. One whose tasks fail keeps its replicas until the
 * target can stand in for it, so that a target that never becomes healthy does not use up the
 * service; ECS too replaces a task with one of its own revision.
 */
public final class RollingUpdate {

  private final DeploymentLimits limits;
  private final RevisionCounts target;
  private final List<RevisionCounts> others;
  private final Replicas next;

  private RollingUpdate(
      DeploymentLimits limits, RevisionCounts target, List<RevisionCounts> others) {
    this.limits = limits;
    this.target = target;
    this.others = others;
    this.next = new Replicas(Stream.concat(others.stream(), Stream.of(target)).toList());
  }

  /**
   * What to do next.
   *
   * @param replicas how many tasks each revision given shall keep, by deployment id
   * @param blocked whether the limits forbid both to start and to stop a task, for good
   */
  public record Step(Map<String, Integer> replicas, boolean blocked) {

    public Step {
      replicas = Map.copyOf(replicas);
    }
  }

  /**
   * The next step of a service.
   *
   * @param wanted how many tasks the target may have now: the desired count, or fewer while a start
   *     is held back
   * @param limits for the desired count
   * @param target the revision to get to
   * @param others all other revisions with tasks, the oldest first
   */
  public static Step next(
      int wanted, DeploymentLimits limits, RevisionCounts target, List<RevisionCounts> others) {
    return others.isEmpty()
        ? new Step(Map.of(target.deploymentId(), target.safely(wanted)), false)
        : new RollingUpdate(limits, target, others).step(wanted);
  }

  private Step step(int wanted) {
    shrink(target, wanted, true);
    others.forEach(other -> shrink(other, 0, false));
    others.forEach(other -> shrink(other, 0, true));
    if (target.replicas() < wanted) {
      next.set(target, Math.min(wanted, target.replicas() + room()));
    }
    return new Step(next.toMap(), limits.leaveNoRoom() && othersStay());
  }

  /** Tasks that may still be created. Those about to stop count until they have begun to. */
  private int room() {
    int occupied = others.stream().mapToInt(RevisionCounts::occupied).sum() + target.occupied();
    return Math.max(0, limits.upper() - occupied);
  }

  /**
   * Takes replicas from a revision as long as enough healthy tasks remain.
   *
   * @param goal replicas to get down to
   * @param healthyToo whether healthy tasks may go where more than the lower limit remain
   */
  private void shrink(RevisionCounts revision, int goal, boolean healthyToo) {
    int leastHealthy = healthyToo ? limits.lower() : Integer.MAX_VALUE;
    boolean taken = true;
    while (taken && next.of(revision) > revision.safely(goal) && !neededAsStandIn(revision)) {
      taken = next.takeOne(revision, leastHealthy);
    }
  }

  /**
   * Whether one replica less of another revision would leave fewer than the lower limit even once
   * its failing tasks are back. Where the limits leave no room, one that is not running yields to
   * the target all the same: nothing else could ever move.
   */
  private boolean neededAsStandIn(RevisionCounts revision) {
    int kept = next.of(revision);
    if (revision == target || (limits.leaveNoRoom() && kept > revision.running())) {
      return false;
    }
    int ofOthers = others.stream().mapToInt(next::of).sum();
    return ofOthers - 1 + next.healthyOf(target) < limits.lower();
  }

  private boolean othersStay() {
    boolean someKept = others.stream().anyMatch(other -> other.replicas() > 0);
    boolean noneReduced = others.stream().allMatch(other -> next.of(other) == other.replicas());
    return someKept && noneReduced && next.of(target) == target.replicas();
  }
}
