package dev.kubeecs.operator.task.mirror;

import static dev.kubeecs.resources.Absent.asEmpty;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** The Node that a DaemonSet made a Pod for, known before the Pod is scheduled. */
final class DaemonNode {

  private DaemonNode() {}

  static Optional<String> of(Pod pod) {
    if (pod.getSpec().getNodeName() != null) {
      return Optional.of(pod.getSpec().getNodeName());
    }
    var affinity = pod.getSpec().getAffinity();
    if (affinity == null
        || affinity.getNodeAffinity() == null
        || affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution() == null) {
      return Optional.empty();
    }
    return affinity
        .getNodeAffinity()
        .getRequiredDuringSchedulingIgnoredDuringExecution()
        .getNodeSelectorTerms()
        .stream()
        .flatMap(term -> asEmpty(term.getMatchFields()).stream())
        .filter(field -> field.getKey().equals("metadata.name"))
        .map(NodeSelectorRequirement::getValues)
        .flatMap(values -> values.stream())
        .findFirst();
  }
}
