package dev.kubeecs.gateway.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The resources of one namespaced kind. Reads come from the cache and cost nothing; a write returns
 * once the next read sees it. What is read is shared: not to be changed.
 *
 * <p>Writes that the API server refuses because of their content throw an {@link
 * dev.kubeecs.gateway.protocol.AwsException} with the server's reasons.
 */
public final class Store<T extends HasMetadata> {

  private static final int MOST_ATTEMPTS = 8;

  private final KubernetesClient client;
  private final Class<T> kind;
  private final Cache<T> cache;

  Store(KubernetesClient client, Class<T> kind, Caches caches) {
    this.client = client;
    this.kind = kind;
    this.cache = caches.start(kind.getSimpleName(), client.resources(kind).inAnyNamespace());
  }

  /** The resource of that name. */
  public Optional<T> find(String namespace, String name) {
    return cache.find(namespace, name);
  }

  /** The same as soon as there is one; empty if none comes in that time. */
  public Optional<T> await(String namespace, String name, Duration patience) {
    return cache.await(() -> cache.find(namespace, name), patience);
  }

  /** All resources of a namespace, in no order. */
  public List<T> list(String namespace) {
    return cache.list(namespace);
  }

  /** All resources of all namespaces, in no order. */
  public List<T> everywhere() {
    return cache.list();
  }

  /**
   * Tells of every resource that was added, changed or deleted, once reads see it. To be asked for
   * when the gateway starts.
   *
   * @param listener must be quick: the next change waits for it
   */
  public void onChange(Consumer<T> listener) {
    cache.onChange(listener);
  }

  /**
   * An index, to be made once when the gateway starts.
   *
   * @param name unique within the kind
   * @param values what a resource is found by, within its namespace
   */
  public StoreIndex<T> index(String name, Function<T, List<String>> values) {
    return new StoreIndex<>(
        cache.index(
            name,
            resource ->
                values.apply(resource).stream()
                    .map(value -> StoreIndex.key(resource.getMetadata().getNamespace(), value))
                    .toList()));
  }

  /** Creates a resource; empty if there is one of that name already. */
  public Optional<T> create(T resource) {
    try {
      T created =
          Refusals.translate(
              () ->
                  ClosedConnections.repeat(
                      () -> client.resource(resource).create(), () -> createAgain(resource)));
      cache.wrote(created);
      return Optional.of(created);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Changes a resource, on top of whatever others have made of it meanwhile.
   *
   * @param change pure; may run more than once; returns a changed copy, or its argument if there is
   *     nothing to change
   * @return the resource as changed; empty if there is none of that name
   */
  public Optional<T> edit(String namespace, String name, UnaryOperator<T> change) {
    Optional<T> current = find(namespace, name);
    for (int attempt = 1; current.isPresent(); attempt++) {
      T changed = change.apply(client.getKubernetesSerialization().clone(current.get()));
      if (changed.equals(current.get())) {
        return current;
      }
      try {
        T updated = write(() -> client.resource(changed).update());
        cache.wrote(updated);
        return Optional.of(updated);
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
          return Optional.empty();
        }
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == MOST_ATTEMPTS) {
          throw e;
        }
        current = live(namespace, name);
      }
    }
    return current;
  }

  /** Deletes a resource and what it owns. Nothing happens if there is none. */
  public void delete(T resource) {
    write(() -> client.resource(resource).delete());
    cache.awaitGone(resource);
  }

  /**
   * Deletes a resource to make room for another of its name.
   *
   * @return whether there is room; not while a finalizer holds the resource
   */
  public boolean makeRoom(T resource) {
    write(() -> client.resource(resource).delete());
    return cache.awaitFree(resource);
  }

  private static <R> R write(Supplier<R> write) {
    return Refusals.translate(() -> ClosedConnections.repeat(write, write));
  }

  /** One that is there already is what the first attempt has made, if it says the same. */
  private T createAgain(T resource) {
    try {
      return client.resource(resource).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return live(resource.getMetadata().getNamespace(), resource.getMetadata().getName())
          .filter(found -> content(found).equals(content(resource)))
          .orElseThrow(() -> e);
    }
  }

  private JsonNode content(T resource) {
    JsonNode content = client.getKubernetesSerialization().convertValue(resource, JsonNode.class);
    return content.path("spec").isMissingNode() ? content.path("data") : content.path("spec");
  }

  private Optional<T> live(String namespace, String name) {
    return Optional.ofNullable(client.resources(kind).inNamespace(namespace).withName(name).get());
  }
}
