package dev.kubeecs.operator.service;

import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import java.util.Optional;

/**
 * A task set and what it depends on.
 *
 * @param resource the task set
 * @param taskDefinition what its {@code taskDefinition} means, if that exists
 * @param capacityProvider the ACTIVE one that its strategy names; none for Fargate's
 */
record ResolvedTaskSet(
    EcsTaskSet resource,
    Optional<TaskDefinitionRevision> taskDefinition,
    Optional<EcsCapacityProvider> capacityProvider) {

  /** The 19 digits, of its service revision too. */
  String digits() {
    return TaskSetContent.digits(resource);
  }

  /** Whether it is to go. */
  boolean ending() {
    return resource.getMetadata().getDeletionTimestamp() != null;
  }
}
