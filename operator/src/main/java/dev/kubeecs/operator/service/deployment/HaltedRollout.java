package dev.kubeecs.operator.service.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What becomes of replicas once a rollout was aborted: the revisions before it keep what they have,
 * as far as the service still wants that many, and the target makes up the desired count. So a
 * service can be scaled without going either way. Healthy tasks are kept before others, and as many
 * of them remain as the lower limit asks for.
 */
public final class HaltedRollout {

  private HaltedRollout() {}

  /**
   * How many tasks each revision shall keep.
   *
   * @param desired how many tasks the service wants
   * @param limits for that many
   * @param target the revision whose rollout was aborted
   * @param others all other revisions with tasks, the oldest first
   * @return replicas by deployment id
   */
  public static Map<String, Integer> next(
      int desired, DeploymentLimits limits, RevisionCounts target, List<RevisionCounts> others) {
    return share(
        desired,
        limits,
        target,
        others,
        revision -> revision == target ? desired : revision.replicas());
  }

  /**
   * The same where some revisions may have no more than so many, which nobody else gets instead.
   *
   * @param most how many tasks a revision may have
   */
  static Map<String, Integer> share(
      int desired,
      DeploymentLimits limits,
      RevisionCounts target,
      List<RevisionCounts> others,
      ToIntFunction<RevisionCounts> most) {
    List<RevisionCounts> all =
        Stream.concat(others.reversed().stream(), Stream.of(target)).toList();
    Map<RevisionCounts, Integer> shares = new HashMap<>();
    int left = desired;
    for (RevisionCounts revision : all) {
      int healthy = Math.min(revision.healthy(), most.applyAsInt(revision));
      int share = revision.safely(Math.min(healthy, left));
      shares.put(revision, share);
      left = Math.max(0, left - share);
    }
    for (RevisionCounts revision : all) {
      int more = Math.clamp(most.applyAsInt(revision) - shares.get(revision), 0, left);
      shares.merge(revision, more, Integer::sum);
      left -= more;
    }
    Replicas next = new Replicas(all);
    all.forEach(revision -> approach(revision, shares.get(revision), limits, next));
    return next.toMap();
  }

  private static void approach(
      RevisionCounts revision, int share, DeploymentLimits limits, Replicas next) {
    if (share > revision.replicas()) {
      next.set(revision, share);
    }
    boolean taken = true;
    while (taken && next.of(revision) > share) {
      taken = next.takeOne(revision, limits.lower());
    }
  }
}
