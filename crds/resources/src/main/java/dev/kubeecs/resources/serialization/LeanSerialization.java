package dev.kubeecs.resources.serialization;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Optional;

/**
 * The Kubernetes client's serialization for programs that watch much: an object of a watch is bound
 * straight from its text instead of by way of a tree, the managed fields, which nobody here reads
 * and which are half of an object, are left out, and copies share the spec and the status where
 * these are records, and those of Pods, which are never edited.
 */
public final class LeanSerialization extends KubernetesSerialization {

  private final ObjectMapper mapper;

  /**
   * Reads and writes by a mapper, which is configured for it.
   *
   * @param kinds what is recognised by its API version and kind
   */
  public LeanSerialization(ObjectMapper mapper, Class<?>... kinds) {
    super(mapper.addMixIn(ObjectMeta.class, WithoutManagedFields.class), false);
    this.mapper = mapper;
    for (Class<?> kind : kinds) {
      registerKubernetesResource(kind.asSubclass(KubernetesResource.class));
    }
  }

  @Override
  public <T> T unmarshal(String json, Class<T> type) {
    return type == WatchEvent.class
        ? WatchedObject.find(mapper, json)
            .flatMap(object -> bind(json, object))
            .map(type::cast)
            .orElseGet(() -> super.unmarshal(json, type))
        : super.unmarshal(json, type);
  }

  @Override
  public <T> T clone(T original) {
    return switch (original) {
      case Pod pod -> type(original).cast(copy(pod));
      case CustomResource<?, ?> resource
          when isImmutable(resource.getSpec()) && isImmutable(resource.getStatus()) ->
          type(original).cast(copy(resource));
      case null, default -> super.clone(original);
    };
  }

  private Optional<WatchEvent> bind(String json, WatchedObject object) {
    var kind = getRegisteredKubernetesResource(object.apiVersion(), object.kind());
    if (kind == null) {
      return Optional.empty();
    }
    try {
      var bound = mapper.readValue(json.substring(object.offset()), kind);
      return Optional.of(new WatchEvent(bound, object.eventType()));
    } catch (IOException e) {
      return Optional.empty(); // the client's own way tells what is wrong
    }
  }

  private static boolean isImmutable(Object value) {
    return value == null || value instanceof Record;
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<T> type(T object) {
    return (Class<T>) object.getClass();
  }

  private static Pod copy(Pod from) {
    return new Pod(
        from.getApiVersion(),
        from.getKind(),
        copy(from.getMetadata()),
        from.getSpec(),
        from.getStatus());
  }

  @SuppressWarnings("unchecked") // a new instance of the same class, with the same spec and status
  private static CustomResource<?, ?> copy(CustomResource<?, ?> original) {
    CustomResource<Object, Object> from = (CustomResource<Object, Object>) original;
    try {
      var copy = from.getClass().getDeclaredConstructor().newInstance();
      copy.setMetadata(copy(from.getMetadata()));
      copy.setSpec(from.getSpec());
      copy.setStatus(from.getStatus());
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(from.getClass() + " has no constructor to copy it by", e);
    }
  }

  private static ObjectMeta copy(ObjectMeta metadata) {
    return new ObjectMetaBuilder(metadata).build();
  }

  @JsonIgnoreProperties("managedFields")
  private interface WithoutManagedFields {}
}
