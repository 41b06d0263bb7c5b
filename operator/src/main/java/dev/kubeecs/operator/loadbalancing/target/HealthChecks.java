package dev.kubeecs.operator.loadbalancing.target;

import dev.kubeecs.resources.loadbalancing.HealthCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** Checks targets, each by a virtual thread of its own, for as long as somebody wants it. */
@Singleton
public final class HealthChecks {

  private static final Logger LOG = Logger.getLogger(HealthChecks.class);

  /** How often a new target is asked until it passes; its failures count once an interval. */
  private static final Duration IMPATIENCE = Duration.ofMillis(250);

  private final Map<Checked, Running> running = new ConcurrentHashMap<>();
  private volatile BiConsumer<String, String> changed = (namespace, targetGroup) -> {};

  /** Tells of each verdict that changes: namespace and name of the target group. */
  public void onChange(BiConsumer<String, String> listener) {
    changed = listener;
  }

  /**
   * The verdict on a target, which is checked from now on.
   *
   * @param before where to go on if it was not checked by this operator
   */
  public Verdict verdict(Checked target, HealthCheck check, Verdict before) {
    return running.compute(
            target,
            (key, present) -> {
              if (present != null && present.check.equals(check)) {
                return present;
              }
              if (present != null) {
                present.stop();
              }
              Running started = new Running(key, check, present == null ? before : present.verdict);
              started.thread = Thread.startVirtualThread(started::run);
              return started;
            })
        .verdict;
  }

  /** Stops checking all targets of a group but these. */
  public void keepOnly(String namespace, String targetGroup, Set<Checked> targets) {
    running
        .entrySet()
        .removeIf(
            entry -> {
              Checked key = entry.getKey();
              boolean gone =
                  key.namespace().equals(namespace)
                      && key.targetGroup().equals(targetGroup)
                      && !targets.contains(key);
              if (gone) {
                entry.getValue().stop();
              }
              return gone;
            });
  }

  private final class Running {
    private final Checked target;
    private final HealthCheck check;
    private final Probe probe;
    private volatile Verdict verdict;
    private volatile boolean stopped;
    private volatile Thread thread;

    Running(Checked target, HealthCheck check, Verdict verdict) {
      this.target = target;
      this.check = check;
      this.probe = new Probe(check);
      this.verdict = verdict;
    }

    void stop() {
      stopped = true;
      LockSupport.unpark(thread);
    }

    void run() {
      long countedAt = System.nanoTime() - check.interval().toNanos();
      while (!stopped) {
        long asked = System.nanoTime();
        Outcome outcome = probe.ask(target.address(), target.port());
        boolean early = asked - countedAt < check.interval().toNanos();
        if (!early || outcome instanceof Outcome.Passed) {
          countedAt = early ? countedAt : asked;
          decide(verdict.after(outcome, check));
        }
        Duration pause = verdict.isInitial() ? IMPATIENCE : check.interval();
        LockSupport.parkNanos(pause.toNanos());
      }
    }

    private void decide(Verdict next) {
      boolean other = !next.health().equals(verdict.health());
      verdict = next;
      if (other && !stopped) {
        LOG.debugf("%s: %s", target, next.health());
        changed.accept(target.namespace(), target.targetGroup());
      }
    }
  }
}
