package dev.kubeecs.gateway.store;

import dev.kubeecs.gateway.store.Cache.Index;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Resources of a namespace by a value that is computed from them. */
public final class StoreIndex<T extends HasMetadata> {

  private final Index<T> index;

  StoreIndex(Index<T> index) {
    this.index = index;
  }

  /** The resources of a namespace that have this value, in no order. */
  public List<T> get(String namespace, String value) {
    return index.get(key(namespace, value));
  }

  /** A namespace's name has no slash, so that no two pairs share a key. */
  static String key(String namespace, String value) {
    return namespace + "/" + value;
  }
}
