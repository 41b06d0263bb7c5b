package dev.kubeecs.gateway.ecs.containerinstance;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.resources.Absent;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** The tags of a container instance, in an annotation of the Node. */
public final class InstanceTags {

  /** JSON, for tags may have more characters than labels. */
  static final String ANNOTATION = "kube-ecs.dev/tags";

  private InstanceTags() {}

  /** The tags of the container instance that a Node is. */
  public static List<Tag> of(Node node) {
    String json = Absent.asEmpty(node.getMetadata().getAnnotations()).get(ANNOTATION);
    return json == null ? List.of() : List.of(Serialization.unmarshal(json, Tag[].class));
  }

  /** The annotation's value; null for no tags. */
  static String json(List<Tag> tags) {
    return tags.isEmpty() ? null : Serialization.asJson(tags);
  }
}
