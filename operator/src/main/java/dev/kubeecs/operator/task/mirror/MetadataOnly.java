package dev.kubeecs.operator.task.mirror;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/** Keeps of a Pod who it is; the shared cache knows the rest. */
public final class MetadataOnly extends BasicItemStore<Pod> {

  /** Made by the operator SDK. */
  public MetadataOnly() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public Pod put(String key, Pod pod) {
    return super.put(
        key,
        new PodBuilder()
            .withNewMetadata()
            .withName(pod.getMetadata().getName())
            .withNamespace(pod.getMetadata().getNamespace())
            .withUid(pod.getMetadata().getUid())
            .withResourceVersion(pod.getMetadata().getResourceVersion())
            .withGeneration(pod.getMetadata().getGeneration())
            .withDeletionTimestamp(pod.getMetadata().getDeletionTimestamp())
            .endMetadata()
            .build());
  }
}
