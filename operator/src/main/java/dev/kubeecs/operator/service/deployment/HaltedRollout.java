package dev.kubeecs.operator.service.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of replicas once a rollout was aborted: the revisions before it keep what they have,
 * as far as the service still wants that many, and the target makes up the desired count. So a
 * service can be scaled without going either way.
 */
public final class HaltedRollout {

  private HaltedRollout() {}

  /**
   * How many tasks each revision shall keep.
   *
   * @param desired how many tasks the service wants
   * @param target the revision whose rollout was aborted
   * @param others all other revisions with tasks, the oldest first
   * @return replicas by deployment id
   */
  public static Map<String, Integer> next(
      int desired, RevisionCounts target, List<RevisionCounts> others) {
    Map<String, Integer> replicas = new LinkedHashMap<>();
    int left = desired;
    for (RevisionCounts other : others.reversed()) {
      int kept = other.safely(Math.min(other.replicas(), left));
      replicas.put(other.deploymentId(), kept);
      left = Math.max(0, left - kept);
    }
    replicas.put(target.deploymentId(), target.safely(left));
    return replicas;
  }
}
