package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.PlacementConstraint;
import dev.kubeecs.api.ecs.PlacementStrategy;
import dev.kubeecs.api.ecs.TaskManagedEBSVolumeConfiguration;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.taskdefinition.Overrides;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a task's Pod depends on, every reference resolved.
 *
 * @param account whose task it is
 * @param clusterName ECS name of the cluster
 * @param cluster what the cluster says about Nodes and defaults
 * @param revision the task definition revision to run
 * @param launchType kind of capacity; null means EC2
 * @param networkConfiguration for awsvpc; may be null
 * @param overrides what the task has other than its definition; may be null
 * @param volumes configured at launch, by the name of the volume; none when null
 * @param placementConstraints which Nodes may run it; may be null
 * @param placementStrategy which of them it shall have; may be null
 * @param capacity of its capacity provider; any of the cluster's when null
 * @param nodeName the only Node that may run it; null where the scheduler chooses
 * @param labels added to the Pod's, such as {@link dev.kubeecs.resources.naming.Labels#SERVICE}
 * @param settings what the Kubernetes cluster can do; the default ones when null
 */
@RecordBuilder
public record PodRequest(
    Account account,
    String clusterName,
    EcsClusterSpec cluster,
    TaskDefinitionRevisionSpec revision,
    LaunchType launchType,
    NetworkConfiguration networkConfiguration,
    TaskOverride overrides,
    Map<String, TaskManagedEBSVolumeConfiguration> volumes,
    List<PlacementConstraint> placementConstraints,
    List<PlacementStrategy> placementStrategy,
    Capacity capacity,
    String nodeName,
    Map<String, String> labels,
    PodSettings settings)
    implements PodRequestBuilder.With {

  public PodRequest {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(clusterName, "clusterName");
    Objects.requireNonNull(cluster, "cluster");
    Objects.requireNonNull(revision, "revision");
    launchType = launchType == null ? LaunchType.EC2 : launchType;
    volumes = volumes == null ? Map.of() : Immutable.copy(volumes);
    placementConstraints = Immutable.copy(placementConstraints);
    placementStrategy = Immutable.copy(placementStrategy);
    capacity = capacity == null ? Capacity.ANY : capacity;
    labels = labels == null ? Map.of() : Immutable.copy(labels);
    settings = settings == null ? PodSettings.DEFAULT : settings;
  }

  /** The task definition with the overrides applied: what really runs. */
  public TaskDefinitionSpec definition() {
    return Overrides.applied(revision.taskDefinition(), overrides);
  }
}
