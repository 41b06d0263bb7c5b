package dev.kubeecs.gateway.store;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All caches of the gateway. */
@Singleton
public final class Caches {

  private final Map<String, Cache<?>> caches = new ConcurrentHashMap<>();

  /**
   * Starts to fill a cache.
   *
   * @param name of the kind, for messages
   * @param source selects the objects
   */
  public <T extends HasMetadata> Cache<T> start(String name, Informable<T> source) {
    Cache<T> cache = Cache.start(source);
    caches.put(name, cache);
    return cache;
  }

  /** The names of the caches whose objects have not all arrived yet. */
  public List<String> waitingFor() {
    return caches.entrySet().stream()
        .filter(cache -> !cache.getValue().synced())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @PreDestroy
  void close() {
    caches.values().forEach(Cache::close);
  }
}
