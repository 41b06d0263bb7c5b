package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AvailabilityZoneRebalancing;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cluster.KnownClusters;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the Nodes say on which tasks of a service run, or could. */
@Singleton
final class ServiceNodes {

  private final Accounts accounts;
  private final KnownClusters clusters;
  private final SharedIndexInformer<Node> nodes;

  ServiceNodes(Accounts accounts, KnownClusters clusters, SharedIndexInformer<Node> nodes) {
    this.accounts = accounts;
    this.clusters = clusters;
    this.nodes = nodes;
  }

  /** The zones of the Nodes that tasks run on, and of those of the cluster that take more. */
  Optional<Zones> zones(EcsService service, List<Pod> ofService) {
    if (service.getSpec().availabilityZoneRebalancing() != AvailabilityZoneRebalancing.ENABLED) {
      return Optional.empty();
    }
    String namespace = service.getMetadata().getNamespace();
    String cluster = or(service.getSpec().cluster(), "default");
    Map<String, String> selector =
        clusters.active(namespace, cluster).map(c -> c.getSpec().nodeSelector()).orElse(Map.of());
    Map<String, String> ofTasks = new HashMap<>();
    for (Pod pod : ofService) {
      Optional.ofNullable(pod.getSpec().getNodeName())
          .map(nodes.getIndexer()::getByKey)
          .flatMap(Zones::of)
          .ifPresent(zone -> ofTasks.put(TaskObservation.id(pod), zone));
    }
    return Optional.of(
        new Zones(
            ofTasks,
            nodes.getStore().list().stream()
                .filter(NodeInstance::isReady)
                .filter(NodeInstance::isSchedulable)
                .filter(node -> Registration.takes(node, accounts.of(namespace), cluster, selector))
                .flatMap(node -> Zones.of(node).stream())
                .collect(Collectors.toSet())));
  }

  /** The tasks, by id, that are to leave the Node that they run on. */
  Set<String> leaving(List<Pod> ofService) {
    return ofService.stream()
        .filter(this::isLeaving)
        .map(TaskObservation::id)
        .collect(Collectors.toSet());
  }

  private boolean isLeaving(Pod pod) {
    return Optional.ofNullable(pod.getSpec().getNodeName())
        .map(nodes.getIndexer()::getByKey)
        .filter(NodeInstance::isDraining)
        .isPresent();
  }
}
