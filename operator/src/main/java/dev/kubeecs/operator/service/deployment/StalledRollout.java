package dev.kubeecs.operator.service.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of replicas once a rollout has failed and nothing goes back: as after an abort, but
 * only what was rolled out completely gets more tasks; of all else those that do not run are given
 * up. Source: the ECS API reference, Deployment: a FAILED deployment starts no tasks.
 */
public final class StalledRollout {

  private StalledRollout() {}

  /**
   * How many tasks each revision shall keep.
   *
   * @param desired how many tasks the service wants
   * @param target the revision whose rollout failed
   * @param others all other revisions with tasks, the oldest first
   * @param completed deployment ids of those that were rolled out completely
   * @return replicas by deployment id
   */
  public static Map<String, Integer> next(
      int desired, RevisionCounts target, List<RevisionCounts> others, Set<String> completed) {
    Map<String, Integer> replicas =
        new LinkedHashMap<>(HaltedRollout.next(desired, target, others));
    giveUp(target, replicas);
    others.stream()
        .filter(other -> !completed.contains(other.deploymentId()))
        .forEach(other -> giveUp(other, replicas));
    return replicas;
  }

  private static void giveUp(RevisionCounts revision, Map<String, Integer> replicas) {
    int kept = Math.min(revision.replicas(), revision.running());
    replicas.computeIfPresent(
        revision.deploymentId(), (id, wanted) -> revision.safely(Math.min(wanted, kept)));
  }
}
