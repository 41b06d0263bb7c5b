package dev.kubeecs.gateway.logs.collector;

import dev.kubeecs.gateway.logs.store.LogGroup;
import dev.kubeecs.gateway.logs.store.LogStore;
import dev.kubeecs.gateway.logs.store.LogStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The containers that are being followed, each by a thread of its own. */
final class Following {

  private static final Logger LOG = Logger.getLogger(Following.class);

  /** After a failure of ours. */
  private static final long PAUSE_SECONDS = 10;

  private final ContainerLogs logs;
  private final Function<LogSource.Id, Optional<LogSource>> current;
  private final Clock clock;
  private final Map<LogSource.Id, Active> active = new ConcurrentHashMap<>();
  private volatile Held held;

  /** Follows containers, which {@code current} tells as they are now. */
  Following(ContainerLogs logs, Function<LogSource.Id, Optional<LogSource>> current, Clock clock) {
    this.logs = logs;
    this.current = current;
    this.clock = clock;
  }

  private record Held(LogStore store, Progress progress) {}

  private record Active(Follower follower, Thread thread) {}

  void begin(LogStore store) {
    held = new Held(store, new Progress(store));
  }

  /** Ends every follower and waits for it: nobody may write what is about to be another's. */
  void end() {
    held = null;
    List<Thread> threads = active.values().stream().map(Active::thread).toList();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    active.clear();
  }

  /** Follows a container that has started, unless it is followed, or was to its end. */
  void follow(LogSource source) {
    Held now = held;
    Active follower = active.get(source.id());
    if (follower != null) {
      follower.follower().taskChanged();
    } else if (now != null
        && source.stream().isPresent()
        && !now.progress().isComplete(source.id())) {
      stream(source, now)
          .ifPresentOrElse(
              stream -> begin(source, stream, now), () -> now.progress().complete(source.id()));
    }
  }

  /** The stream, made at first; empty if its group is not there or somebody has deleted it. */
  private Optional<LogStream> stream(LogSource source, Held now) {
    boolean hasBegun = now.progress().hasBegun(source.id());
    if (!hasBegun && source.logs().createGroup()) {
      now.store()
          .create(
              source.owner(),
              new LogGroup.Description(source.logs().group(), clock.millis(), null, Map.of()));
    }
    String name = source.stream().orElseThrow();
    Optional<LogGroup> group = now.store().group(source.owner(), source.logs().group());
    Optional<LogStream> stream =
        group.flatMap(
            found ->
                hasBegun
                    ? found.stream(name)
                    : found.createStream(name, clock.millis()).or(() -> found.stream(name)));
    stream.ifPresent(found -> now.progress().begun(source.id()));
    return stream;
  }

  private void begin(LogSource source, LogStream stream, Held now) {
    Follower follower = new Follower(logs, stream, () -> current.apply(source.id()), clock);
    Thread thread =
        Thread.ofVirtual()
            .name("logs " + source.id().task() + "/" + source.id().container())
            .unstarted(() -> run(source.id(), follower, stream, now));
    active.put(source.id(), new Active(follower, thread));
    thread.start();
  }

  private void run(LogSource.Id id, Follower follower, LogStream stream, Held now) {
    try {
      while (!isCollected(id, follower, stream, now)) {
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      active.remove(id);
    }
  }

  private static boolean isCollected(LogSource.Id id, Follower follower, LogStream stream, Held now)
      throws InterruptedException {
    try {
      follower.run();
      stream.finish();
      now.progress().complete(id);
      return true;
    } catch (RuntimeException e) {
      // Such as a disk that is full.
      LOG.errorf(e, "collecting the logs of task %s failed", id.task());
      return false;
    }
  }

  /** A task is gone for good. */
  void forget(String namespace, String task) {
    Held now = held;
    active.forEach(
        (id, follower) -> {
          if (id.namespace().equals(namespace) && id.task().equals(task)) {
            follower.follower().taskChanged();
          }
        });
    if (now != null) {
      now.progress().forget(namespace, task);
    }
  }

  /** Forgets what is remembered of tasks that are not there any more. */
  void keep(BiPredicate<String, String> isThere) {
    Held now = held;
    if (now != null) {
      now.progress().keep(isThere);
    }
  }
}
