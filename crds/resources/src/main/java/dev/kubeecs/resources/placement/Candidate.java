package dev.kubeecs.resources.placement;

import dev.kubeecs.resources.containerinstance.Instance;
import dev.kubeecs.resources.containerinstance.NodeResources;
import java.util.HashSet;
import java.util.Set;

/**
 * A container instance that tasks may be placed on.
 *
 * @param instance what constraints ask about it
 * @param remaining what is left of it
 */
public record Candidate(Instance instance, NodeResources remaining) {

  /** The same once another task of a group is there. */
  Candidate with(TaskDemand demand, String group) {
    Set<String> groups = new HashSet<>(instance.taskGroups());
    groups.add(group);
    return new Candidate(
        new Instance(
            instance.id(),
            instance.agentConnected(),
            instance.agentVersion(),
            instance.ec2InstanceId(),
            instance.registeredAt(),
            instance.attributes(),
            instance.runningTasksCount(),
            groups),
        remaining.minus(demand.resources()));
  }
}
