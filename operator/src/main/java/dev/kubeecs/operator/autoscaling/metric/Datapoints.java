package dev.kubeecs.operator.autoscaling.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * What a metric has been, one datapoint a period.
 *
 * @param all the newest last; empty where nothing was measured
 */
public record Datapoints(List<Optional<Datapoint>> all) {

  /** Nothing is known. */
  public static final Datapoints NONE = new Datapoints(List.of());

  /** No policy that tracks a target looks further back. */
  public static final int KEPT = 15;

  public Datapoints {
    all = List.copyOf(all);
  }

  /** These and a newer one, as many as a policy that tracks a target looks at. */
  public Datapoints with(Optional<Datapoint> newest) {
    return with(newest, KEPT);
  }

  /** These and a newer one, of which so many are kept. */
  public Datapoints with(Optional<Datapoint> newest, int kept) {
    List<Optional<Datapoint>> more = new ArrayList<>(all);
    more.add(newest);
    return new Datapoints(more.subList(Math.max(0, more.size() - kept), more.size()));
  }

  /** The newest; empty if nothing was measured then. */
  public Optional<Datapoint> newest() {
    return all.isEmpty() ? Optional.empty() : all.getLast();
  }

  /** Whether the last so many are all known and meet a condition: an alarm in the state ALARM. */
  public boolean last(int count, DoublePredicate condition) {
    return all.size() >= count
        && all.subList(all.size() - count, all.size()).stream()
            .allMatch(point -> point.map(Datapoint::value).filter(condition::test).isPresent());
  }
}
