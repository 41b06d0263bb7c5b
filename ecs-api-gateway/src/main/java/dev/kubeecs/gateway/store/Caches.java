package dev.kubeecs.gateway.store;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** All caches of the gateway. */
@Singleton
public final class Caches {

  private final List<Named> caches = new CopyOnWriteArrayList<>();
  private volatile boolean ready;

  /**
   * Starts to fill a cache.
   *
   * @param name of the kind, for messages
   * @param source selects the objects
   */
  public <T extends HasMetadata> Cache<T> start(String name, Informable<T> source) {
    return start(name, source, UnaryOperator.identity());
  }

  /**
   * Starts to fill a cache with as much of each object as is read.
   *
   * @param name of the kind, for messages
   * @param source selects the objects
   * @param kept what of an object is read; may change its argument
   */
  public <T extends HasMetadata> Cache<T> start(
      String name, Informable<T> source, UnaryOperator<T> kept) {
    Cache<T> cache = Cache.start(source, kept);
    caches.add(new Named(name, cache));
    return cache;
  }

  /** The names of the caches whose objects have not all arrived yet. */
  public List<String> waitingFor() {
    return caches.stream()
        .filter(named -> !named.cache().synced())
        .map(Named::name)
        .sorted()
        .toList();
  }

  /** Whether every cache is filled. Once it is, it stays so. */
  public boolean ready() {
    if (!ready) {
      ready = waitingFor().isEmpty();
    }
    return ready;
  }

  /** Ends all watches. */
  @PreDestroy
  public void close() {
    caches.forEach(named -> named.cache().close());
  }

  private record Named(String name, Cache<?> cache) {}
}
