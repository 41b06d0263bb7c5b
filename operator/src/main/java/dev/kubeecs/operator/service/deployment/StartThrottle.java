package dev.kubeecs.operator.service.deployment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Holds back tasks of a revision that keeps failing. Source: the ECS developer guide, service
 * throttle logic: tasks that never reach RUNNING are tried again after ever longer pauses; a new
 * deployment starts afresh.
 *
 * <p>ECS does not pause for tasks that end soon after RUNNING, since starting one takes it long
 * enough. A Pod is there in less than a second, so these get a short pause too.
 *
 * @param failedTasks tasks in a row that never reached RUNNING
 * @param failures tasks in a row that failed to start or ended soon after
 * @param lastFailure when the last of these ended
 * @param heldUntil until when no task may start
 */
public record StartThrottle(
    int failedTasks, int failures, Optional<Instant> lastFailure, Optional<Instant> heldUntil) {

  /** Nothing failed. */
  public static final StartThrottle NONE =
      new StartThrottle(0, 0, Optional.empty(), Optional.empty());

  /**
   * How long to pause.
   *
   * @param first the pause after the second failure of every task; doubled at each further one
   * @param longest the longest pause for tasks that never reach RUNNING
   * @param longestAfterRunning the longest pause for tasks that end soon after RUNNING
   * @param soon a task that ended by itself before it ran that long counts as failing
   */
  public record Pauses(
      Duration first, Duration longest, Duration longestAfterRunning, Duration soon) {}

  /**
   * The state of a revision's starts.
   *
   * @param ended the revision's tasks that have ended, as far as they are still known
   * @param running when each of its running tasks reached RUNNING
   * @param desired how many tasks it shall have
   * @param failedBefore failed tasks in a row as counted earlier: ended tasks are forgotten in time
   */
  public static StartThrottle of(
      Collection<EndedTask> ended,
      Collection<Instant> running,
      int desired,
      int failedBefore,
      Pauses pauses,
      Instant now) {
    Instant lastStart = latest(ended.stream().flatMap(t -> t.startedAt().stream()).toList());
    lastStart = later(lastStart, latest(running));
    Instant started = lastStart;
    List<EndedTask> neverRan =
        ended.stream().filter(t -> t.failedToStart() && t.stoppedAt().isAfter(started)).toList();
    Instant lastSuccess = lastSuccess(ended, running, pauses.soon(), now);
    List<EndedTask> failures =
        ended.stream()
            .filter(t -> t.failedWithin(pauses.soon()) && t.stoppedAt().isAfter(lastSuccess))
            .toList();
    boolean stillFailing = started.equals(Instant.MIN);
    int failedTasks = Math.max(neverRan.size(), stillFailing ? failedBefore : 0);
    int inARow = Math.max(failures.size(), failedTasks);
    Optional<EndedTask> last = failures.stream().max(Comparator.comparing(EndedTask::stoppedAt));
    return new StartThrottle(
        failedTasks,
        inARow,
        last.map(EndedTask::stoppedAt),
        last.flatMap(t -> heldUntil(t, inARow, desired, pauses)).filter(now::isBefore));
  }

  /** How many tasks the revision may have now, if it wants that many. */
  public int wanted(int desired, Collection<ServiceTask> tasks) {
    if (heldUntil.isEmpty()) {
      return desired;
    }
    Instant failure = lastFailure.orElseThrow().truncatedTo(ChronoUnit.SECONDS);
    long startedBefore =
        tasks.stream().filter(t -> t.running() || t.createdAt().isBefore(failure)).count();
    return (int) Math.min(desired, startedBefore);
  }

  private static Optional<Instant> heldUntil(
      EndedTask last, int failures, int desired, Pauses pauses) {
    int attempts = Math.ceilDiv(failures, Math.max(1, desired));
    if (attempts < 2) {
      return Optional.empty();
    }
    Duration longest = last.startedAt().isEmpty() ? pauses.longest() : pauses.longestAfterRunning();
    Duration pause = pauses.first();
    for (int i = 2; i < attempts && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return Optional.of(last.stoppedAt().plus(pause.compareTo(longest) < 0 ? pause : longest));
  }

  /** When a task was last known to have run long enough. */
  private static Instant lastSuccess(
      Collection<EndedTask> ended, Collection<Instant> running, Duration soon, Instant now) {
    Instant ofRunning =
        latest(running.stream().map(at -> at.plus(soon)).filter(at -> !at.isAfter(now)).toList());
    Instant ofEnded =
        latest(
            ended.stream()
                .filter(t -> t.startedAt().isPresent() && !t.failedWithin(soon))
                .map(EndedTask::stoppedAt)
                .toList());
    return later(ofRunning, ofEnded);
  }

  private static Instant latest(Collection<Instant> times) {
    return times.stream().max(Comparator.naturalOrder()).orElse(Instant.MIN);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
