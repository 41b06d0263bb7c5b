package dev.kubeecs.gateway.ecs.containerinstance;

import dev.kubeecs.gateway.store.Cache;
import dev.kubeecs.gateway.store.Cache.Index;
import dev.kubeecs.gateway.store.Caches;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Nodes of Kubernetes. A Node belongs to the kubelet: only what is ours of it is written. */
@Singleton
public class Nodes {

  private final KubernetesClient client;
  private final Cache<Node> cache;
  private final Index<Node> byId;

  Nodes(KubernetesClient client, Caches caches) {
    this.client = client;
    this.cache = caches.start("Node", client.nodes());
    this.byId = cache.index("id", node -> List.of(NodeInstance.id(node)));
  }

  List<Node> list() {
    return cache.list();
  }

  /** The Node of a container instance's id. */
  Optional<Node> find(String id) {
    return byId.get(id).stream().findFirst();
  }

  /** The Node of that name. */
  public Optional<Node> named(String name) {
    return cache.find(null, name);
  }

  Node create(Node node) {
    Node created = client.resource(node).create();
    cache.wrote(created);
    return created;
  }

  void delete(Node node) {
    client.resource(node).delete();
  }

  /** The Node as changed. */
  Node patch(Node node, Change change) {
    Node patched =
        client
            .nodes()
            .withName(node.getMetadata().getName())
            .patch(PatchContext.of(PatchType.JSON_MERGE), change.patch());
    cache.wrote(patched);
    return patched;
  }

  /** A change of what is ours of a Node. A null value takes a key away. */
  static final class Change {
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, String> annotations = new HashMap<>();
    private final Map<String, Boolean> spec = new HashMap<>();

    Change label(String key, String value) {
      labels.put(key, value);
      return this;
    }

    Change annotation(String key, String value) {
      annotations.put(key, value);
      return this;
    }

    /** Whether the scheduler shall put Pods there. */
    Change schedulable(boolean schedulable) {
      spec.put("unschedulable", schedulable ? null : true);
      return this;
    }

    private String patch() {
      return Serialization.asJson(
          Map.of("metadata", Map.of("labels", labels, "annotations", annotations), "spec", spec));
    }
  }
}
