package dev.kubeecs.gateway.logs.collector;

import dev.kubeecs.gateway.logs.store.LogStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Brings the lines of one container into its stream until the container has ended and all is read.
 * What the store has is the only memory of how far it got, so it may be cut off anywhere.
 */
final class Follower {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final ContainerLogs logs;
  private final LogStream stream;
  private final Supplier<Optional<LogSource>> source;
  private final Clock clock;
  private final Semaphore changes = new Semaphore(0);
  private Duration pause = FIRST_PAUSE;

  /**
   * A follower of one container.
   *
   * @param source the container as it is now; empty once its task is gone
   */
  Follower(
      ContainerLogs logs, LogStream stream, Supplier<Optional<LogSource>> source, Clock clock) {
    this.logs = logs;
    this.stream = stream;
    this.source = source;
    this.clock = clock;
  }

  /** Something has happened to the task. */
  void taskChanged() {
    changes.release();
  }

  /** Returns once everything is in the stream, or the stream is deleted. */
  void run() throws InterruptedException {
    while (true) {
      changes.drainPermits();
      Optional<LogSource> now = source.get();
      if (now.isEmpty()) {
        return;
      }
      Reading reading = new Reading(stream, now.get().logs().begins(), clock);
      ContainerLogs.End end = logs.follow(now.get(), reading.since(), reading);
      if (reading.streamIsDeleted()) {
        return;
      }
      if (isLast(end, now.get(), reading)) {
        return;
      }
      pause = reading.hasReceived() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      if (changes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = FIRST_PAUSE;
      }
    }
  }

  private boolean isLast(ContainerLogs.End end, LogSource before, Reading reading) {
    return switch (end) {
      case COMPLETE -> {
        if (before.over()) {
          reading.finish();
        }
        yield before.over();
      }
      case GONE -> before.over();
      // The kubelet has no container of an ended one any more.
      case NOT_STARTED -> before.over();
      case BROKEN -> false;
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
