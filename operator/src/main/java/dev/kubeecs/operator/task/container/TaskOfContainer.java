package dev.kubeecs.operator.task.container;

import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * What all containers of a task share.
 *
 * @param account whose task it is
 * @param clusterName ECS name of the cluster
 * @param taskId the task's id
 * @param networkMode of the task definition; never null
 * @param attachmentId of the task's network interface; null unless the mode is awsvpc
 * @param pod the task's Pod; null if there is none (any more)
 */
public record TaskOfContainer(
    Account account,
    String clusterName,
    String taskId,
    NetworkMode networkMode,
    String attachmentId,
    Pod pod) {}
