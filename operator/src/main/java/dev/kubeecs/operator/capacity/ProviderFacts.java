package dev.kubeecs.operator.capacity;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that a capacity provider's status depends on, as seen at one moment.
 *
 * @param elder an older one that claims the same ECS name
 * @param clusters names of the ACTIVE clusters that may use it
 * @param nodes its Nodes
 * @param pods of tasks, wherever they are, that have not ended
 */
record ProviderFacts(
    Account account,
    EcsCapacityProvider provider,
    Optional<EcsCapacityProvider> elder,
    List<String> clusters,
    List<Node> nodes,
    List<Pod> pods) {

  private static final int LARGEST_STEP = 10_000;

  ProviderFacts {
    clusters = List.copyOf(clusters);
    nodes = List.copyOf(nodes);
    pods = List.copyOf(pods);
  }

  /** How much of it is needed. */
  Reservation reservation() {
    Map<String, List<Pod>> byNode =
        pods.stream()
            .filter(pod -> pod.getSpec().getNodeName() != null)
            .collect(Collectors.groupingBy(pod -> pod.getSpec().getNodeName()));
    List<Instance> instances =
        nodes.stream()
            .map(node -> instance(node, byNode.getOrDefault(name(node), List.of())))
            .toList();
    List<Size> waiting =
        pods.stream()
            .filter(pod -> pod.getSpec().getNodeName() == null)
            .filter(pod -> !TaskPod.isOfDaemonSet(pod))
            .filter(this::waitsForThis)
            .map(Size::requested)
            .toList();
    return Reservation.of(instances, waiting, largestStep());
  }

  private boolean waitsForThis(Pod pod) {
    return asEmpty(pod.getSpec().getNodeSelector())
        .entrySet()
        .containsAll(CapacityProviders.nodeSelector(provider).entrySet());
  }

  private int largestStep() {
    var group = provider.getSpec().autoScalingGroupProvider();
    return group == null || group.managedScaling() == null
        ? LARGEST_STEP
        : or(group.managedScaling().maximumScalingStepSize(), LARGEST_STEP);
  }

  private static Instance instance(Node node, List<Pod> on) {
    Size size = Size.allocatable(node);
    Size asked = on.stream().map(Size::requested).reduce(Size.NOTHING, Size::plus);
    return new Instance(
        size, size.minus(asked), on.stream().anyMatch(pod -> !TaskPod.isOfDaemonSet(pod)));
  }

  private static String name(Node node) {
    return node.getMetadata().getName();
  }
}
