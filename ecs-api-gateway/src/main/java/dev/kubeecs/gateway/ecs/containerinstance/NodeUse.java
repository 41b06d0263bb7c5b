package dev.kubeecs.gateway.ecs.containerinstance;

import dev.kubeecs.gateway.store.Cache;
import dev.kubeecs.gateway.store.Cache.Index;
import dev.kubeecs.gateway.store.Caches;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.containerinstance.PodRequests;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * What Pods, tasks or not, take of their Nodes. It is all that the gateway knows of Pods: where
 * they are and what they request.
 */
@Singleton
final class NodeUse {

  private final Cache<Pod> pods;
  private final Index<Pod> byNode;

  NodeUse(KubernetesClient client, Caches caches) {
    this.pods =
        caches.start(
            "Pod",
            client
                .pods()
                .inAnyNamespace()
                .withoutField("status.phase", "Succeeded")
                .withoutField("status.phase", "Failed"),
            NodeUse::kept);
    this.byNode =
        pods.index(
            "node", pod -> Optional.ofNullable(pod.getSpec().getNodeName()).stream().toList());
  }

  /** What each Pod on a Node takes. */
  List<NodeResources> of(String node) {
    return byNode.get(node).stream().map(PodRequests::of).toList();
  }

  /** Whether a Pod has a Node, so that it counts. */
  boolean counts(String namespace, String pod) {
    return pods.find(namespace, pod).map(Pod::getSpec).map(PodSpec::getNodeName).isPresent();
  }

  private static Pod kept(Pod pod) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .withResourceVersion(pod.getMetadata().getResourceVersion())
        .endMetadata()
        .withNewSpec()
        .withNodeName(pod.getSpec().getNodeName())
        .withOverhead(pod.getSpec().getOverhead())
        .withResources(pod.getSpec().getResources())
        .withInitContainers(pod.getSpec().getInitContainers().stream().map(NodeUse::kept).toList())
        .withContainers(pod.getSpec().getContainers().stream().map(NodeUse::kept).toList())
        .endSpec()
        .build();
  }

  private static Container kept(Container container) {
    return new ContainerBuilder()
        .withResources(container.getResources())
        .withRestartPolicy(container.getRestartPolicy())
        .withPorts(container.getPorts())
        .build();
  }
}
