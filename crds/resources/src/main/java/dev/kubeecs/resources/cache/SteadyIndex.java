package dev.kubeecs.resources.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Indexes of an informer by which whatever is cached is found at every moment. An informer takes an
 * object that has changed out of its indexes and puts it in again, and whoever looks in between
 * misses it (fabric8io/kubernetes-client issue 7265): for a moment a service would have a task too
 * few.
 */
public final class SteadyIndex {

  private SteadyIndex() {}

  /**
   * An index for {@code addIndexers} that takes out of an object only what no longer holds.
   *
   * @param cached what the informer has under the key of a namespace and a name
   * @param keys what an object is found under
   */
  public static <T extends HasMetadata> Function<T, List<String>> of(
      Function<String, T> cached, Function<T, List<String>> keys) {
    return object -> {
      T current = cached.apply(Cache.metaNamespaceKeyFunc(object));
      List<String> found = keys.apply(object);
      if (current == null || isOfVersion(current, object)) {
        return found;
      }
      // It was replaced, and is asked about to be taken out.
      List<String> stay = keys.apply(current);
      return found.stream().filter(key -> !stay.contains(key)).toList();
    };
  }

  private static boolean isOfVersion(HasMetadata one, HasMetadata other) {
    return Objects.equals(
        one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }
}
