package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.operator.runtime.Apply;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes what belongs to a load balancer or target group, by server-side apply. What this operator
 * has written already is not written again, so that a look at an unchanged object costs nothing;
 * what others have made of it meanwhile is put right when the operator starts.
 */
@Singleton
public final class Owned {

  private final KubernetesClient client;
  private final Map<String, String> written = new ConcurrentHashMap<>();

  Owned(KubernetesClient client) {
    this.client = client;
  }

  /** Makes an object what is given; all its names and its namespace are in its metadata. */
  public void apply(HasMetadata owner, HasMetadata object) {
    String key = key(owner, object);
    String content = Serialization.asJson(object);
    if (!content.equals(written.get(key))) {
      client.resource(object).patch(Apply.FORCED);
      written.put(key, content);
    }
  }

  /**
   * Makes objects of a kind what is given, and empties those of the kind that were given before and
   * are not now.
   */
  public void applyAll(HasMetadata owner, List<EndpointSlice> slices) {
    slices.forEach(slice -> apply(owner, slice));
    Set<String> names = slices.stream().map(slice -> key(owner, slice)).collect(Collectors.toSet());
    String prefix = owner.getMetadata().getUid() + "/EndpointSlice/";
    List<String> others =
        written.keySet().stream()
            .filter(key -> key.startsWith(prefix) && !names.contains(key))
            .toList();
    for (String other : others) {
      client
          .resources(EndpointSlice.class)
          .inNamespace(owner.getMetadata().getNamespace())
          .withName(other.substring(prefix.length()))
          .delete();
      written.remove(other);
    }
  }

  /** Removes an object that was made before; nothing happens if it is gone already. */
  public void remove(HasMetadata owner, Class<? extends HasMetadata> kind, String name) {
    client.resources(kind).inNamespace(owner.getMetadata().getNamespace()).withName(name).delete();
    written.remove(owner.getMetadata().getUid() + "/" + HasMetadata.getKind(kind) + "/" + name);
  }

  /** Nothing is known of what belonged to an object that is gone. */
  public void forget(HasMetadata owner) {
    String prefix = owner.getMetadata().getUid() + "/";
    written.keySet().removeIf(key -> key.startsWith(prefix));
  }

  private static String key(HasMetadata owner, HasMetadata object) {
    return owner.getMetadata().getUid()
        + "/"
        + object.getKind()
        + "/"
        + object.getMetadata().getName();
  }
}
