package dev.kubeecs.gateway.store;

import static io.fabric8.kubernetes.client.informers.cache.Cache.metaNamespaceKeyFunc;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was written and the watch has not brought back yet, laid over what is read: a client that
 * wrote reads its own write at once. An entry lives for the few milliseconds that a watch lags.
 */
final class OwnWrites<T extends HasMetadata> {

  private final Map<String, T> written = new ConcurrentHashMap<>();
  private final AtomicLong seen = new AtomicLong();

  /** Remembers what the server answered to a write, unless the watch was faster. */
  void wrote(T object) {
    String key = metaNamespaceKeyFunc(object);
    T newest = written.merge(key, object, OwnWrites::newer);
    // Looked at after the entry was made, so that it cannot be forgotten in between.
    if (seen.get() >= version(newest)) {
      written.remove(key, newest);
    }
  }

  /** Forgets what the watch, which is in the order of versions, has brought by now. */
  void sawVersionOf(HasMetadata object) {
    long newest = seen.accumulateAndGet(version(object), Math::max);
    if (!written.isEmpty()) {
      written.values().removeIf(own -> version(own) <= newest);
    }
  }

  /**
   * The newer of what is cached under a key and what was written.
   *
   * @param read reads the cache; called after a look at what was written, which may move into the
   *     cache at any moment
   */
  Optional<T> over(String key, Supplier<T> read) {
    T own = written.get(key);
    T cached = read.get();
    return Optional.ofNullable(own == null ? cached : cached == null ? own : newer(own, cached));
  }

  /**
   * The newer of what is cached and what was written.
   *
   * @param read reads the cache; called after a look at what was written
   * @param belongs whether an object belongs to what is read
   */
  List<T> over(Supplier<List<T>> read, Predicate<T> belongs) {
    Map<String, T> own = Map.copyOf(written);
    List<T> cached = read.get();
    if (own.isEmpty()) {
      return cached;
    }
    Set<String> found =
        cached.stream()
            .filter(object -> isNewest(object, own))
            .map(object -> metaNamespaceKeyFunc(object))
            .collect(Collectors.toSet());
    return Stream.concat(
            cached.stream().filter(object -> isNewest(object, own)),
            own.entrySet().stream()
                .filter(entry -> !found.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(belongs))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static <T extends HasMetadata> boolean isNewest(T cached, Map<String, T> own) {
    T written = own.get(metaNamespaceKeyFunc(cached));
    return written == null || version(written) <= version(cached);
  }

  private static <T extends HasMetadata> T newer(T one, T other) {
    return version(one) > version(other) ? one : other;
  }

  /** Resource versions are comparable numbers within a kind: Kubernetes says so since 1.35. */
  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
