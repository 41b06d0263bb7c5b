package dev.kubeecs.gateway.ecs.containerinstance;

import dev.kubeecs.gateway.pod.Pods;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.containerinstance.PodRequests;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import jakarta.inject.Singleton;
import java.util.List;

/** What Pods, tasks or not, take of their Nodes. */
@Singleton
final class NodeUse {

  private final Pods pods;

  NodeUse(Pods pods) {
    this.pods = pods;
  }

  /** What each Pod on a Node takes. */
  List<NodeResources> of(String node) {
    return pods.on(node).stream().map(PodRequests::of).toList();
  }

  /** Whether a Pod has a Node, so that it counts. */
  boolean counts(String namespace, String pod) {
    return pods.find(namespace, pod).map(Pod::getSpec).map(PodSpec::getNodeName).isPresent();
  }
}
