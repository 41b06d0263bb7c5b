package dev.kubeecs.gateway.store;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stores of all kinds. A kind is watched from the moment somebody asks for its store. */
@Singleton
public final class Stores {

  private final KubernetesClient client;
  private final Caches caches;
  private final Map<Class<?>, Store<?>> stores = new ConcurrentHashMap<>();

  /** Stores that read through these caches. */
  public Stores(KubernetesClient client, Caches caches) {
    this.caches = caches;
    this.client = client;
  }

  /** The store of a kind, to be asked for in constructors, so that it is filled at start-up. */
  @SuppressWarnings("unchecked") // the map is written here only
  public <T extends HasMetadata> Store<T> of(Class<T> kind) {
    return (Store<T>) stores.computeIfAbsent(kind, ignored -> new Store<>(client, kind, caches));
  }
}
