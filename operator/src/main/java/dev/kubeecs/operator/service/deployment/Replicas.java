package dev.kubeecs.operator.service.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The replicas of a service's revisions while it is decided how many each of them keeps. */
final class Replicas {

  private final List<RevisionCounts> revisions;
  private final Map<String, Integer> next = new LinkedHashMap<>();

  /** As their workloads were last told. */
  Replicas(List<RevisionCounts> revisions) {
    this.revisions = List.copyOf(revisions);
    revisions.forEach(revision -> set(revision, revision.replicas()));
  }

  int of(RevisionCounts revision) {
    return next.get(revision.deploymentId());
  }

  void set(RevisionCounts revision, int replicas) {
    next.put(revision.deploymentId(), replicas);
  }

  /** Healthy tasks of a revision that remain for certain. */
  int healthyOf(RevisionCounts revision) {
    return revision.healthyAtLeast(of(revision));
  }

  /**
   * Takes one from a revision if that costs no healthy task, or leaves at least so many in all.
   *
   * @return whether it did
   */
  boolean takeOne(RevisionCounts revision, int leastHealthy) {
    int fewer = of(revision) - 1;
    int remaining = revision.healthyAtLeast(fewer);
    boolean costsNone = revision.healthyAtMost(of(revision)) == remaining;
    boolean taken = costsNone || healthy() - healthyOf(revision) + remaining >= leastHealthy;
    if (taken) {
      set(revision, fewer);
    }
    return taken;
  }

  /** By deployment id. */
  Map<String, Integer> toMap() {
    return Map.copyOf(next);
  }

  private int healthy() {
    return revisions.stream().mapToInt(this::healthyOf).sum();
  }
}
