package dev.kubeecs.operator.task.start;

import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import java.util.Optional;

/**
 * What a task names, as far as it is there.
 *
 * @param account whose task it is
 * @param cluster the cluster of that ECS name, in any state
 * @param revision the revision that the task's reference means, in any state
 * @param capacityProvider the ACTIVE one that the task's strategy means; none for Fargate's
 * @param nodeName the Node that StartTask names
 * @param settings what the Kubernetes cluster can do
 */
public record Surroundings(
    Account account,
    Optional<EcsCluster> cluster,
    Optional<TaskDefinitionRevision> revision,
    Optional<EcsCapacityProvider> capacityProvider,
    Optional<String> nodeName,
    PodSettings settings) {}
