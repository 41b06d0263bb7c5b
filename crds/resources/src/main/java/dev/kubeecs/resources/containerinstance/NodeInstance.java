package dev.kubeecs.resources.containerinstance;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Node is as a container instance. */
public final class NodeInstance {

  /** The value of {@link Labels#CONTAINER_INSTANCE_STATUS} while tasks leave the Node. */
  public static final String DRAINING = "DRAINING";

  /** On a Node that RegisterContainerInstance enrolled: when it did. */
  public static final String REGISTERED_AT = "kube-ecs.dev/registered-at";

  private static final Pattern EC2_INSTANCE = Pattern.compile(".*/(i-[0-9a-f]+)");

  private NodeInstance() {}

  /**
   * A Node with the tasks of one cluster that run on it.
   *
   * @param groups of these tasks
   */
  public static Instance of(Node node, int runningTasks, Set<String> groups) {
    return new Instance(
        id(node),
        isReady(node),
        agentVersion(node),
        ec2InstanceId(node),
        registeredAt(node),
        NodeAttributes.of(node),
        runningTasks,
        groups);
  }

  /** Its id: the Node's UID without dashes. */
  public static String id(Node node) {
    return Identifiers.taskId(node.getMetadata().getUid());
  }

  /** Whether service tasks are to leave it and no task is to come. */
  public static boolean isDraining(Node node) {
    return DRAINING.equals(
        asEmpty(node.getMetadata().getLabels()).get(Labels.CONTAINER_INSTANCE_STATUS));
  }

  /** Whether the kubelet reports, and reports that it is ready. */
  public static boolean isReady(Node node) {
    return node.getStatus() != null
        && asEmpty(node.getStatus().getConditions()).stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  /** Whether the scheduler would put Pods there: not cordoned, and nothing keeps them off. */
  public static boolean isSchedulable(Node node) {
    return !isDraining(node)
        && (node.getSpec() == null
            || (!Boolean.TRUE.equals(node.getSpec().getUnschedulable())
                && asEmpty(node.getSpec().getTaints()).stream()
                    // Those of an unready Node come and go with it: isReady tells.
                    .filter(taint -> !taint.getKey().startsWith("node.kubernetes.io/"))
                    .allMatch(taint -> taint.getEffect().equals("PreferNoSchedule"))));
  }

  /** The version of the kubelet, without a {@code v}; empty if it has not reported yet. */
  public static String agentVersion(Node node) {
    return node.getStatus() == null || node.getStatus().getNodeInfo() == null
        ? ""
        : node.getStatus().getNodeInfo().getKubeletVersion().replaceFirst("^v", "");
  }

  /** When it became a container instance. */
  public static Instant registeredAt(Node node) {
    String registered = asEmpty(node.getMetadata().getAnnotations()).get(REGISTERED_AT);
    return Instant.parse(
        registered == null ? node.getMetadata().getCreationTimestamp() : registered);
  }

  /** The EC2 instance that the Node is, if its cloud says so. */
  public static Optional<String> ec2InstanceId(Node node) {
    String provider = node.getSpec() == null ? null : node.getSpec().getProviderID();
    return Optional.ofNullable(provider)
        .map(EC2_INSTANCE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }
}
