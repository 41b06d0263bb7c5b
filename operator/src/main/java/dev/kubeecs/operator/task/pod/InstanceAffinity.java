package dev.kubeecs.operator.task.pod;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.placement.MemberOf;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The container instances of a cluster, in the scheduler's words: Nodes that were registered with
 * it, and those of no registration that its node selector takes; none that is DRAINING.
 */
final class InstanceAffinity {

  private InstanceAffinity() {}

  static NodeAffinity of(PodRequest request, List<String> expressions) {
    List<NodeSelectorRequirement> taken = new ArrayList<>();
    new TreeMap<>(asEmpty(request.cluster().nodeSelector()))
        .forEach((label, value) -> taken.add(requirement(label, "In", value)));
    taken.add(requirement(Labels.CONTAINER_INSTANCE_OF, "DoesNotExist"));
    NodeSelectorRequirement registered =
        requirement(
            Labels.CONTAINER_INSTANCE_OF,
            "In",
            Registration.of(request.account(), request.clusterName()));
    return new NodeAffinityBuilder()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withNodeSelectorTerms(
            term(taken, request, expressions), term(List.of(registered), request, expressions))
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .build();
  }

  private static NodeSelectorTerm term(
      List<NodeSelectorRequirement> cluster, PodRequest request, List<String> expressions) {
    NodeSelectorTermBuilder term =
        new NodeSelectorTermBuilder()
            .addAllToMatchExpressions(cluster)
            .addToMatchExpressions(
                requirement(Labels.CONTAINER_INSTANCE_STATUS, "NotIn", NodeInstance.DRAINING));
    for (String expression : expressions) {
      String label = MemberOf.label(request.account(), request.clusterName(), expression);
      term.addToMatchExpressions(requirement(label, "Exists"));
    }
    if (request.nodeName() != null) {
      term.addToMatchFields(requirement("metadata.name", "In", request.nodeName()));
    }
    return term.build();
  }

  private static NodeSelectorRequirement requirement(
      String key, String operator, String... values) {
    return new NodeSelectorRequirement(key, operator, List.of(values));
  }
}
