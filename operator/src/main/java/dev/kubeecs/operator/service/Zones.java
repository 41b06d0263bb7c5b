package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Availability Zones of a service.
 *
 * @param ofTasks of those on a Node, by task id
 * @param open those in which a Node of the cluster takes more tasks
 */
record Zones(Map<String, String> ofTasks, Set<String> open) {

  private static final String LABEL = "topology.kubernetes.io/zone";

  Zones {
    ofTasks = Map.copyOf(ofTasks);
    open = Set.copyOf(open);
  }

  /** The zone of a Node, if it says one. */
  static Optional<String> of(Node node) {
    return Optional.ofNullable(asEmpty(node.getMetadata().getLabels()).get(LABEL));
  }
}
