package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.resources.autoscaling.Schedule;
import dev.kubeecs.resources.autoscaling.ScheduledActionSpec;
import dev.kubeecs.resources.autoscaling.ScheduledActionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which scheduled actions are to be carried out. What fell into a time without an operator is made
 * up for once.
 *
 * @param due those whose time has come, the earliest first
 * @param followed until when each schedule has been followed, and when it goes on
 */
record ScheduledActions(List<ScheduledActionSpec> due, List<ScheduledActionStatus> followed) {

  ScheduledActions {
    due = List.copyOf(due);
    followed = List.copyOf(followed);
  }

  /**
   * Follows schedules.
   *
   * @param before how far they were followed; null if they were not
   * @throws IllegalArgumentException if a schedule cannot be read
   */
  static ScheduledActions follow(
      List<ScheduledActionSpec> actions, List<ScheduledActionStatus> before, Instant now) {
    TreeMap<Instant, List<ScheduledActionSpec>> due = new TreeMap<>();
    List<ScheduledActionStatus> followed = new ArrayList<>();
    for (ScheduledActionSpec action : asEmpty(actions)) {
      String schedule = words(action);
      Instant since =
          asEmpty(before).stream()
              .filter(status -> status.scheduledActionName().equals(action.scheduledActionName()))
              .filter(status -> schedule.equals(status.schedule()))
              .map(ScheduledActionStatus::followedUntil)
              .findFirst()
              .orElse(or(action.creationTime(), now));
      Optional<Instant> time = next(action, since);
      boolean come = time.isPresent() && !time.get().isAfter(now);
      if (come) {
        due.computeIfAbsent(time.get(), ignored -> new ArrayList<>()).add(action);
      }
      Instant until = come ? now : since;
      followed.add(
          new ScheduledActionStatus(
              action.scheduledActionName(), schedule, until, next(action, until).orElse(null)));
    }
    return new ScheduledActions(due.values().stream().flatMap(List::stream).toList(), followed);
  }

  /** When the next action is to be carried out. */
  Optional<Instant> next() {
    return followed.stream()
        .map(ScheduledActionStatus::nextTime)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> next(ScheduledActionSpec action, Instant after) {
    Instant start = or(action.startTime(), or(action.creationTime(), after));
    Instant from = after.isBefore(start) ? start.minusMillis(1) : after;
    Schedule schedule = Schedule.of(action);
    // A rate begins with its start, if it is told one.
    Optional<Instant> next =
        schedule instanceof Schedule.Rate && action.startTime() != null && after.isBefore(start)
            ? Optional.of(start)
            : schedule.next(from, start);
    return next.filter(time -> action.endTime() == null || !time.isAfter(action.endTime()));
  }

  /** All that makes up the times of an action: another is another schedule. */
  private static String words(ScheduledActionSpec action) {
    StringBuilder words = new StringBuilder(action.schedule());
    if (action.timezone() != null) {
      words.append(' ').append(action.timezone());
    }
    if (action.startTime() != null) {
      words.append(" from ").append(action.startTime());
    }
    if (action.endTime() != null) {
      words.append(" until ").append(action.endTime());
    }
    return words.toString();
  }
}
