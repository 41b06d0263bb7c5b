package dev.kubeecs.gateway.ecs.containerinstance;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.ecs.task.Tasks;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Node;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The container instances of clusters, found as ECS names them. */
@Singleton
public final class ContainerInstances {

  /** Ids have 32 digits; those of old had dashes besides. */
  private static final Pattern ID = Pattern.compile(".{32}|.{36}");

  private final Nodes nodes;
  private final NodeUse use;
  private final Tasks tasks;

  ContainerInstances(Nodes nodes, NodeUse use, Tasks tasks) {
    this.nodes = nodes;
    this.use = use;
    this.tasks = tasks;
  }

  /** The container instances of a cluster, in no order. */
  public List<ContainerInstance> in(Call call, EcsCluster cluster) {
    Map<String, List<EcsTask>> byInstance =
        unstopped(call, cluster)
            .filter(task -> TaskFacts.containerInstance(task).isPresent())
            .collect(
                Collectors.groupingBy(task -> TaskFacts.containerInstance(task).orElseThrow()));
    return nodes.list().stream()
        .filter(node -> takes(call, cluster, node))
        .map(node -> instance(node, byInstance.getOrDefault(NodeInstance.id(node), List.of())))
        .toList();
  }

  /** The container instance of that id, as far as it is one of the cluster or was its last. */
  public Optional<ContainerInstance> find(Call call, EcsCluster cluster, String id) {
    return nodes
        .find(id)
        .filter(node -> takes(call, cluster, node) || isFormer(call, cluster, node))
        .map(node -> view(call, cluster, node));
  }

  /** Tasks, without those of services, that are to come to an instance and count on none yet. */
  public List<EcsTask> waiting(Call call, EcsCluster cluster) {
    return unstopped(call, cluster)
        .filter(task -> TaskFacts.launchType(task) != LaunchType.FARGATE)
        .filter(task -> TaskFacts.desiredStatus(task) == DesiredStatus.RUNNING)
        .filter(task -> TaskFacts.service(task).isEmpty())
        .filter(task -> TaskFacts.containerInstance(task).isEmpty())
        .filter(task -> !use.counts(call.namespace(), TaskFacts.id(task)))
        .toList();
  }

  /** How many container instances a cluster has. */
  public int count(Call call, EcsCluster cluster) {
    return (int) nodes.list().stream().filter(node -> takes(call, cluster, node)).count();
  }

  /** Whether instances were registered with the cluster and not deregistered again. */
  public boolean hasRegistered(Call call, EcsCluster cluster) {
    return nodes.list().stream()
        .anyMatch(
            node -> Registration.isExplicit(node, call.account(), ClusterFacts.name(cluster)));
  }

  /**
   * The id of the container instance that a reference means.
   *
   * @param reference id, or ARN with or without the cluster
   */
  public static String id(Call call, EcsCluster cluster, String reference) {
    String id =
        Identifier.parse(reference, "container-instance", call.account())
            .within(ClusterFacts.name(cluster))
            .name();
    if (!ID.matcher(id).matches()) {
      throw invalidParameter("Container instance id length should be one of [32,36]");
    }
    return id;
  }

  /** A Node with the tasks of the cluster. */
  ContainerInstance view(Call call, EcsCluster cluster, Node node) {
    String id = NodeInstance.id(node);
    return instance(
        node,
        unstopped(call, cluster)
            .filter(task -> TaskFacts.containerInstance(task).filter(id::equals).isPresent())
            .toList());
  }

  Nodes nodes() {
    return nodes;
  }

  private Stream<EcsTask> unstopped(Call call, EcsCluster cluster) {
    return tasks.in(call, ClusterFacts.name(cluster)).stream()
        .filter(task -> TaskFacts.lastStatus(task) != TaskState.STOPPED);
  }

  private ContainerInstance instance(Node node, List<EcsTask> tasks) {
    List<EcsTask> running =
        tasks.stream().filter(task -> TaskFacts.lastStatus(task) == TaskState.RUNNING).toList();
    int pending =
        (int)
            tasks.stream()
                .filter(task -> TaskFacts.lastStatus(task).isBefore(TaskState.RUNNING))
                .filter(task -> TaskFacts.desiredStatus(task) == DesiredStatus.RUNNING)
                .count();
    Set<String> groups = tasks.stream().map(TaskFacts::group).collect(Collectors.toSet());
    NodeResources registered = NodeResources.allocatable(node);
    return new ContainerInstance(
        node,
        NodeInstance.of(node, running.size(), groups),
        registered,
        registered.minus(use.of(node.getMetadata().getName())),
        pending,
        tasks);
  }

  private static boolean takes(Call call, EcsCluster cluster, Node node) {
    return Registration.takes(
        node, call.account(), ClusterFacts.name(cluster), cluster.getSpec().nodeSelector());
  }

  /** Whether it was deregistered from the cluster. */
  private static boolean isFormer(Call call, EcsCluster cluster, Node node) {
    return Registration.of(call.account(), ClusterFacts.name(cluster))
        .equals(Deregistered.from(node).orElse(null));
  }
}
