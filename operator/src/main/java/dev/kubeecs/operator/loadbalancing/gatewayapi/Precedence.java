package dev.kubeecs.operator.loadbalancing.gatewayapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Brings rules that are tried one after the other into an API in which the more specific match goes
 * first. Where a match of a later rule would go before one of an earlier rule, or nobody knows, the
 * earlier rule gets what both have in common as a match of its own: that is more specific than
 * both. So no two matches of different rules are ever equal, and it does not matter which of them
 * is older.
 *
 * <p>A request whose host has routes of its own may find those only, since many implementations
 * look for the host first: whatever holds for a host is said again for each host that has routes.
 */
final class Precedence {

  /** More is not for one Gateway: each is looked at beside each. */
  private static final int MOST_MATCHES = 2000;

  private final List<Set<RouteMatch>> matches = new ArrayList<>();
  private final List<Set<RouteMatch>> seen = new ArrayList<>();
  private boolean changed = true;

  private Precedence(List<List<RouteMatch>> rules) {
    Set<HostMatch> hosts =
        rules.stream().flatMap(List::stream).map(RouteMatch::host).collect(Collectors.toSet());
    for (List<RouteMatch> rule : rules) {
      Set<RouteMatch> byHost = new LinkedHashSet<>();
      for (RouteMatch match : rule) {
        hosts.stream().filter(match.host()::covers).map(match::on).forEach(byHost::add);
      }
      matches.add(byHost);
      seen.add(new LinkedHashSet<>(byHost));
    }
  }

  /**
   * What comes of it.
   *
   * @param matches of each rule that can be had, by its place; empty if others take all its
   *     requests
   * @param refused what is wrong with each other rule, by its place
   */
  record Outcome(
      SortedMap<Integer, List<RouteMatch>> matches, SortedMap<Integer, String> refused) {}

  /** The matches of rules, given by their order. */
  static Outcome of(List<List<RouteMatch>> rules) {
    SortedMap<Integer, String> refused = new TreeMap<>();
    while (true) {
      List<Integer> places = new ArrayList<>();
      List<List<RouteMatch>> tried = new ArrayList<>();
      for (int i = 0; i < rules.size(); i++) {
        if (!refused.containsKey(i)) {
          places.add(i);
          tried.add(rules.get(i));
        }
      }
      Precedence precedence = new Precedence(tried);
      try {
        precedence.settle();
      } catch (Conflict conflict) {
        refused.put(places.get(conflict.rule), conflict.getMessage());
        continue;
      }
      SortedMap<Integer, List<RouteMatch>> settled = new TreeMap<>();
      for (int i = 0; i < places.size(); i++) {
        settled.put(places.get(i), List.copyOf(precedence.matches.get(i)));
      }
      return new Outcome(settled, refused);
    }
  }

  private void settle() {
    while (changed) {
      changed = false;
      for (int later = 1; later < matches.size(); later++) {
        for (int earlier = 0; earlier < later; earlier++) {
          order(earlier, later);
        }
      }
      for (int rule = 0; rule < matches.size(); rule++) {
        giveAway(rule);
      }
    }
  }

  private void order(int earlier, int later) {
    for (RouteMatch first : List.copyOf(matches.get(earlier))) {
      for (RouteMatch second : List.copyOf(matches.get(later))) {
        RouteMatch both = first.host().equals(second.host()) ? common(first, second, later) : null;
        if (both == null) {
          continue;
        }
        if (both.equals(second)) {
          matches.get(later).remove(second);
        } else if (RouteMatch.PRECEDENCE.compare(second, first) >= 0) {
          add(earlier, both);
        }
      }
    }
  }

  /** What is written as a prefix takes the path itself, too, which is others' to have. */
  private void giveAway(int rule) {
    for (RouteMatch match : List.copyOf(matches.get(rule))) {
      if (match.path().kind() != PathMatch.Kind.BELOW) {
        continue;
      }
      RouteMatch surplus = match.at(PathMatch.exact(match.path().value()));
      for (int other = 0; other < matches.size(); other++) {
        for (RouteMatch candidate : List.copyOf(matches.get(other))) {
          RouteMatch theirs =
              surplus.host().equals(candidate.host())
                  ? common(surplus, candidate, Math.max(rule, other))
                  : null;
          if (theirs != null) {
            add(other, theirs);
          }
        }
      }
    }
  }

  private static RouteMatch common(RouteMatch one, RouteMatch other, int later) {
    return switch (one.meet(other)) {
      case Overlap.None<RouteMatch> none -> null;
      case Overlap.Of<RouteMatch>(RouteMatch match) -> match;
      case Overlap.Unknown<RouteMatch> unknown ->
          throw new Conflict(
              later,
              "conditions: a rule of higher priority may match the same requests, and the Gateway API"
                  + " does not say which of the two patterns goes first");
    };
  }

  private void add(int rule, RouteMatch match) {
    if (seen.get(rule).add(match)) {
      matches.get(rule).add(match);
      changed = true;
      if (seen.stream().mapToInt(Set::size).sum() > MOST_MATCHES) {
        throw new Conflict(
            matches.size() - 1,
            "priority: it takes more than %d matches to bring this rule in order with those of higher priority"
                .formatted(MOST_MATCHES));
      }
    }
  }

  /** That a rule cannot be brought in order with those before it. */
  private static final class Conflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int rule;

    Conflict(int rule, String message) {
      super(message, null, false, false);
      this.rule = rule;
    }
  }
}
