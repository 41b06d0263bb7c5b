package dev.kubeecs.operator.service;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a cache has seen a write, some milliseconds later as a rule. So the next decision
 * about a service never rests on what it was before the last.
 */
final class CacheCatchUp {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private CacheCatchUp() {}

  /**
   * Waits for an object as it was written, or newer.
   *
   * @throws IllegalStateException if the cache does not catch up; the caller tries again later
   */
  static <T extends HasMetadata> void await(SharedIndexInformer<T> cache, T written) {
    String key = written.getMetadata().getNamespace() + "/" + written.getMetadata().getName();
    long version = version(written);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T seen = cache.getIndexer().getByKey(key);
      if (seen != null && version(seen) >= version) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the cache lags behind the write of " + key);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Resource versions of one kind are ordered. Source: Kubernetes, KEP-5504. */
  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
