package dev.kubeecs.resources.placement;

import dev.kubeecs.resources.containerinstance.HostPort;
import dev.kubeecs.resources.containerinstance.Instance;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.containerinstance.query.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether tasks find a place, told before they are created, as RunTask must. Where they end up is
 * for the scheduler of Kubernetes to say.
 */
public final class Placing {

  private static final Comparator<Candidate> EMPTIEST_LAST =
      Comparator.comparingLong((Candidate c) -> c.remaining().memoryBytes())
          .thenComparingLong(c -> c.remaining().milliCpu());

  private Placing() {}

  /**
   * Places tasks that are alike, one after the other.
   *
   * @param candidates one or more
   * @return what becomes of each task
   */
  public static List<Placed> all(List<Candidate> candidates, Wanted wanted, int count) {
    List<Candidate> left = new ArrayList<>(candidates);
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      placed.add(one(left, wanted));
    }
    return placed;
  }

  /** The same candidates once a task has been placed, if it finds a place. */
  public static List<Candidate> after(List<Candidate> candidates, Wanted wanted) {
    List<Candidate> left = new ArrayList<>(candidates);
    one(left, wanted);
    return left;
  }

  private static Placed one(List<Candidate> left, Wanted wanted) {
    Comparator<Candidate> best = wanted.binpacked() ? EMPTIEST_LAST.reversed() : EMPTIEST_LAST;
    Optional<Candidate> chosen =
        left.stream().filter(candidate -> obstacle(candidate, wanted).isEmpty()).max(best);
    if (chosen.isPresent()) {
      Collections.replaceAll(
          left, chosen.get(), chosen.get().with(wanted.demand(), wanted.group()));
      return new Placed.On(chosen.get().instance().id());
    }
    Candidate closest =
        left.stream()
            .max(
                Comparator.comparing((Candidate c) -> obstacle(c, wanted).orElseThrow())
                    .thenComparing(c -> c.instance().id()))
            .orElseThrow();
    return new Placed.Nowhere(closest.instance().id(), obstacle(closest, wanted).orElseThrow());
  }

  /** The attributes that a task needs and the instance has not, each in a few words, sorted. */
  public static List<String> lacking(Instance instance, Wanted wanted) {
    return wanted.demand().attributes().entrySet().stream()
        .filter(needed -> !instance.attributes().entrySet().contains(needed))
        .map(
            needed ->
                needed.getKey()
                    + (needed.getValue().isEmpty()
                        ? " is missing"
                        : " is not " + needed.getValue()))
        .sorted()
        .toList();
  }

  /** What keeps a task off an instance; empty if nothing does. */
  public static Optional<Obstacle> obstacle(Candidate candidate, Wanted wanted) {
    Instance instance = candidate.instance();
    NodeResources remaining = candidate.remaining();
    NodeResources demand = wanted.demand().resources();
    if (!instance.agentConnected()) {
      return Optional.of(Obstacle.AGENT);
    }
    if (!lacking(instance, wanted).isEmpty()) {
      return Optional.of(Obstacle.ATTRIBUTE);
    }
    if (!wanted.expressions().stream().allMatch(e -> Query.holds(e, instance))) {
      return Optional.of(Obstacle.MEMBER_OF);
    }
    if (wanted.distinct() && instance.taskGroups().contains(wanted.group())) {
      return Optional.of(Obstacle.DISTINCT_INSTANCE);
    }
    if (demand.milliCpu() > Math.max(0, remaining.milliCpu())) {
      return Optional.of(Obstacle.CPU);
    }
    if (demand.memoryBytes() > Math.max(0, remaining.memoryBytes())) {
      return Optional.of(Obstacle.MEMORY);
    }
    List<HostPort> taken = demand.ports().stream().filter(remaining.ports()::contains).toList();
    if (!taken.isEmpty()) {
      return Optional.of(Obstacle.PORTS);
    }
    if (demand.gpus() > Math.max(0, remaining.gpus())) {
      return Optional.of(Obstacle.GPU);
    }
    return remaining.pods() < demand.pods() ? Optional.of(Obstacle.PODS) : Optional.empty();
  }
}
