package dev.kubeecs.gateway.logs.holder;

import dev.kubeecs.gateway.SharedKeys;
import dev.kubeecs.gateway.logs.LogsConfiguration;
import dev.kubeecs.gateway.logs.store.LogStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Decides by a Lease which gateway holds the log store: one writes its files, and all know its
 * address. Nothing happens, and no Lease is written, before somebody needs logs.
 */
@Singleton
public final class LogHolder {

  private static final Logger LOG = Logger.getLogger(LogHolder.class);

  /** A holder that is gone without a word is missed for that long. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
  private static final Duration RENEW_EVERY = Duration.ofSeconds(3);

  /** How long a call waits to learn who the holder is. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final KubernetesClient client;
  private final LogsConfiguration configuration;
  private final SharedKeys shared;
  private final String address;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Under way while we hold the store or wait for it. */
  private CompletableFuture<?> election;

  private String holder = "";
  private LogStore store;
  private String failure = "";
  private boolean closed;

  LogHolder(
      KubernetesClient client,
      LogsConfiguration configuration,
      SharedKeys shared,
      OwnAddress address) {
    this.client = client;
    this.shared = shared;
    this.configuration = configuration;
    this.address = configuration.address().orElseGet(address::url);
  }

  /** Learns when this gateway begins and ceases to hold the store. */
  public interface Listener {
    /** The store is ours; nobody else writes it. */
    void began(LogStore store);

    /** The store is about to be somebody else's: no write may follow. */
    void ends();
  }

  /** Adds a listener, before anybody needs logs. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** The store, if this gateway is the one that holds it. Waits a moment for the first decision. */
  public Optional<LogStore> store() {
    return decided(() -> Optional.ofNullable(store));
  }

  /** The gateway that holds the store, if it is another one. */
  public Optional<URI> other() {
    return decided(
        () ->
            holder.isEmpty() || holder.equals(address)
                ? Optional.empty()
                : Optional.of(URI.create(holder)));
  }

  /** Why nobody holds the store, as far as this gateway knows. */
  public String why() {
    return locked(() -> failure);
  }

  /** Makes this gateway the holder as soon as no other one is. */
  public void seek() {
    locked(
        () -> {
          if (election == null && !closed) {
            election = elect();
            election.whenComplete((end, error) -> lost());
          }
          return null;
        });
  }

  private CompletableFuture<?> elect() {
    return client
        .leaderElector()
        .withConfig(
            new LeaderElectionConfigBuilder()
                .withName(configuration.lease())
                .withLock(new LeaseLock(shared.namespace(), configuration.lease(), address))
                .withLeaseDuration(LEASE)
                .withRenewDeadline(RENEW_WITHIN)
                .withRetryPeriod(RENEW_EVERY)
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(this::began, this::ended, this::isHeldBy))
                .build())
        .build()
        .start();
  }

  private void isHeldBy(String newHolder) {
    locked(
        () -> {
          holder = newHolder == null ? "" : newHolder;
          if (!holder.equals(address)) {
            changed.signalAll();
          }
          return null;
        });
  }

  private void began() {
    locked(
        () -> {
          try {
            if (store == null && !closed) {
              store = LogStore.open(configuration.folder());
              failure = "";
              LOG.infof("holds the logs in %s", configuration.folder());
              listeners.forEach(listener -> listener.began(store));
            }
          } catch (RuntimeException e) {
            failure = e.getMessage();
            LOG.errorf(
                "%s: give KUBE_ECS_LOGS_FOLDER a folder that this process may write", failure);
            giveUp();
          }
          changed.signalAll();
          return null;
        });
  }

  private void ended() {
    locked(
        () -> {
          if (store != null) {
            LOG.info("holds the logs no more");
            listeners.forEach(Listener::ends);
            store.close();
            store = null;
          }
          return null;
        });
  }

  /** The next who needs logs tries again. */
  private void lost() {
    ended();
    locked(
        () -> {
          election = null;
          holder = "";
          changed.signalAll();
          return null;
        });
  }

  private void giveUp() {
    CompletableFuture<?> current = election;
    if (current != null) {
      Thread.startVirtualThread(() -> current.cancel(true));
    }
  }

  private <T> Optional<T> decided(Supplier<Optional<T>> answer) {
    seek();
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!isDecided() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean isDecided() {
    return store != null
        || !failure.isEmpty()
        || closed
        || (!holder.isEmpty() && !holder.equals(address));
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of the store, so that another gateway gets it at once. */
  void close(@Observes ShutdownEvent event) {
    CompletableFuture<?> current =
        locked(
            () -> {
              closed = true;
              return election;
            });
    ended();
    if (current != null) {
      current.cancel(true);
    }
  }
}
