package dev.kubeecs.operator.service.deployment;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of replicas once a rollout has failed and nothing goes back: as after an abort, but
 * only what was rolled out completely gets tasks anew; of all else those that do not run, or fail
 * their health checks, are given up. Source: the ECS API reference, Deployment: a FAILED deployment
 * starts no tasks.
 */
public final class StalledRollout {

  private StalledRollout() {}

  /**
   * How many tasks each revision shall keep.
   *
   * @param desired how many tasks the service wants
   * @param limits for that many
   * @param target the revision whose rollout failed
   * @param others all other revisions with tasks, the oldest first
   * @param completed deployment ids of those that were rolled out completely
   * @return replicas by deployment id
   */
  public static Map<String, Integer> next(
      int desired,
      DeploymentLimits limits,
      RevisionCounts target,
      List<RevisionCounts> others,
      Set<String> completed) {
    return HaltedRollout.share(
        desired,
        limits,
        target,
        others,
        revision ->
            revision != target && completed.contains(revision.deploymentId())
                ? revision.replicas()
                : Math.min(revision.replicas(), revision.sound()));
  }
}
