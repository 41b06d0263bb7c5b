package dev.kubeecs.operator.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/** Leaves out the managed fields, which nobody here reads and which are the bulk of an object. */
final class WithoutManagedFields<T extends HasMetadata> extends BasicItemStore<T> {

  WithoutManagedFields() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public T put(String key, T item) {
    item.getMetadata().setManagedFields(null);
    return super.put(key, item);
  }
}
