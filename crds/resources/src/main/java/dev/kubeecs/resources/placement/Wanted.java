package dev.kubeecs.resources.placement;

import dev.kubeecs.resources.containerinstance.query.Expression;
import java.util.List;

/**
 * A task that looks for a container instance.
 *
 * @param demand what it takes
 * @param group the group that it is in
 * @param expressions all must hold
 * @param distinct whether no other task of its group may be there
 * @param binpacked whether the fullest instance is the best; else it is the emptiest
 */
public record Wanted(
    TaskDemand demand,
    String group,
    List<Expression> expressions,
    boolean distinct,
    boolean binpacked) {

  public Wanted {
    expressions = List.copyOf(expressions);
  }
}
