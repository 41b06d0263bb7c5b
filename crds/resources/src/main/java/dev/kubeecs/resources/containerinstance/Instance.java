package dev.kubeecs.resources.containerinstance;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container instance, as far as queries ask about it.
 *
 * @param id 32 hexadecimal digits: the UID of the Node
 * @param agentConnected whether the Node is Ready
 * @param agentVersion the version of the kubelet, without a {@code v}
 * @param ec2InstanceId what the cloud calls the machine, if one does
 * @param registeredAt when it became a container instance
 * @param attributes by name; the value of one without a value is empty
 * @param runningTasksCount tasks of its cluster that run on it
 * @param taskGroups the groups of these tasks
 */
public record Instance(
    String id,
    boolean agentConnected,
    String agentVersion,
    Optional<String> ec2InstanceId,
    Instant registeredAt,
    Map<String, String> attributes,
    int runningTasksCount,
    Set<String> taskGroups) {

  public Instance {
    attributes = Map.copyOf(attributes);
    taskGroups = Set.copyOf(taskGroups);
  }
}
