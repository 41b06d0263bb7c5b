package dev.kubeecs.gateway.pod;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.gateway.store.Cache;
import dev.kubeecs.gateway.store.Cache.Index;
import dev.kubeecs.gateway.store.Caches;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pods that have not ended, tasks or not: what they request of which Node, and, so that a container
 * that calls us is known, their addresses and which tasks they are. Nothing else of them is kept.
 */
@Singleton
public final class Pods {

  private static final String OURS = "kube-ecs.dev/";

  private final Cache<Pod> pods;
  private final Index<Pod> byNode;
  private final Index<Pod> byUid;

  Pods(KubernetesClient client, Caches caches) {
    this.pods =
        caches.start(
            "Pod",
            client
                .pods()
                .inAnyNamespace()
                .withoutField("status.phase", "Succeeded")
                .withoutField("status.phase", "Failed"),
            Pods::kept);
    this.byNode =
        pods.index(
            "node", pod -> Optional.ofNullable(pod.getSpec().getNodeName()).stream().toList());
    this.byUid = pods.index("uid", pod -> List.of(pod.getMetadata().getUid()));
  }

  /** Those on a Node, in no order. */
  public List<Pod> on(String node) {
    return byNode.get(node);
  }

  /** The Pod of that name. */
  public Optional<Pod> find(String namespace, String name) {
    return pods.find(namespace, name);
  }

  /** The Pod of that UID, as soon as it has an address: its containers may run a moment before. */
  public Optional<Pod> awaitAddress(String uid, Duration patience) {
    return pods.await(
        () -> byUid.get(uid).stream().filter(pod -> !addresses(pod).isEmpty()).findFirst(),
        patience);
  }

  /** Its own addresses, or those of its Node where it shares the Node's network. */
  public static List<String> addresses(Pod pod) {
    return pod.getStatus() == null
        ? List.of()
        : asEmpty(pod.getStatus().getPodIPs()).stream().map(address -> address.getIp()).toList();
  }

  private static Pod kept(Pod pod) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .withResourceVersion(pod.getMetadata().getResourceVersion())
        .withLabels(ours(pod))
        .endMetadata()
        .withNewSpec()
        .withNodeName(pod.getSpec().getNodeName())
        .withHostNetwork(pod.getSpec().getHostNetwork())
        .withOverhead(pod.getSpec().getOverhead())
        .withResources(pod.getSpec().getResources())
        .withInitContainers(pod.getSpec().getInitContainers().stream().map(Pods::kept).toList())
        .withContainers(pod.getSpec().getContainers().stream().map(Pods::kept).toList())
        .endSpec()
        .withStatus(ours(pod).isEmpty() ? null : kept(pod.getStatus()))
        .build();
  }

  private static Container kept(Container container) {
    return new ContainerBuilder()
        .withResources(container.getResources())
        .withRestartPolicy(container.getRestartPolicy())
        .withPorts(container.getPorts())
        .build();
  }

  private static PodStatus kept(PodStatus status) {
    return status == null
        ? null
        : new PodStatusBuilder()
            .withHostIP(status.getHostIP())
            .withPodIPs(status.getPodIPs())
            .withContainerStatuses(
                asEmpty(status.getContainerStatuses()).stream().map(Pods::kept).toList())
            .build();
  }

  private static ContainerStatus kept(ContainerStatus status) {
    return new ContainerStatusBuilder()
        .withName(status.getName())
        .withRestartCount(status.getRestartCount())
        .withState(status.getState())
        .build();
  }

  private static Map<String, String> ours(Pod pod) {
    Map<String, String> labels = new HashMap<>(asEmpty(pod.getMetadata().getLabels()));
    labels.keySet().removeIf(label -> !label.startsWith(OURS));
    return labels;
  }
}
