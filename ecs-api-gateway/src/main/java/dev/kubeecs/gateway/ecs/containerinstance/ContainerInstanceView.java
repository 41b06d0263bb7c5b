package dev.kubeecs.gateway.ecs.containerinstance;

import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.ContainerInstanceField;
import dev.kubeecs.api.ecs.ContainerInstanceHealthStatus;
import dev.kubeecs.api.ecs.InstanceHealthCheckResult;
import dev.kubeecs.api.ecs.InstanceHealthCheckState;
import dev.kubeecs.api.ecs.InstanceHealthCheckType;
import dev.kubeecs.api.ecs.Resource;
import dev.kubeecs.api.ecs.VersionInfo;
import dev.kubeecs.resources.containerinstance.HostPort;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A container instance as DescribeContainerInstances tells it. */
final class ContainerInstanceView {

  private static final String INACTIVE = "INACTIVE";

  private ContainerInstanceView() {}

  /**
   * The API's record of a container instance.
   *
   * @param cluster ECS name of the cluster
   * @param include what is asked for beyond the basics
   */
  static dev.kubeecs.api.ecs.ContainerInstance of(
      ContainerInstance instance,
      String cluster,
      Account account,
      Set<ContainerInstanceField> include) {
    Node node = instance.node();
    return dev.kubeecs.api.ecs.ContainerInstance.builder()
        .containerInstanceArn(account.containerInstanceArn(cluster, instance.id()))
        .ec2InstanceId(instance.instance().ec2InstanceId().orElse(node.getMetadata().getName()))
        // Grows with every change of the Node, as the counter of ECS does.
        .version(Long.valueOf(node.getMetadata().getResourceVersion()))
        .versionInfo(versions(instance))
        .registeredResources(resources(instance.registered()))
        .remainingResources(resources(instance.remaining()))
        .status(instance.status().map(Object::toString).orElse(INACTIVE))
        .agentConnected(instance.instance().agentConnected())
        .runningTasksCount(instance.instance().runningTasksCount())
        .pendingTasksCount(instance.pendingTasks())
        .attributes(
            instance.instance().attributes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(attribute -> attribute(attribute.getKey(), attribute.getValue()))
                .toList())
        .registeredAt(instance.instance().registeredAt())
        .attachments(List.of())
        .tags(include.contains(ContainerInstanceField.TAGS) ? InstanceTags.of(node) : List.of())
        .healthStatus(
            include.contains(ContainerInstanceField.CONTAINER_INSTANCE_HEALTH)
                ? health(instance)
                : null)
        .build();
  }

  private static Attribute attribute(String name, String value) {
    return Attribute.builder().name(name).value(value.isEmpty() ? null : value).build();
  }

  private static VersionInfo versions(ContainerInstance instance) {
    Node node = instance.node();
    return VersionInfo.builder()
        .agentVersion(instance.instance().agentVersion())
        .dockerVersion(
            node.getStatus() == null || node.getStatus().getNodeInfo() == null
                ? null
                : node.getStatus().getNodeInfo().getContainerRuntimeVersion())
        .build();
  }

  private static List<Resource> resources(NodeResources resources) {
    return List.of(
        integer("CPU", resources.cpuUnits()),
        integer("MEMORY", resources.memoryMebibytes()),
        ports("PORTS", "TCP", resources),
        ports("PORTS_UDP", "UDP", resources));
  }

  private static Resource integer(String name, int value) {
    return Resource.builder()
        .name(name)
        .type("INTEGER")
        .doubleValue(0.0)
        .longValue(0L)
        .integerValue(value)
        .build();
  }

  /** The ports that are in use, as ECS tells those that it reserves and those that tasks have. */
  private static Resource ports(String name, String protocol, NodeResources resources) {
    return Resource.builder()
        .name(name)
        .type("STRINGSET")
        .doubleValue(0.0)
        .longValue(0L)
        .integerValue(0)
        .stringSetValue(
            resources.ports().stream()
                .filter(port -> port.protocol().equals(protocol))
                .map(HostPort::port)
                .sorted()
                .map(String::valueOf)
                .toList())
        .build();
  }

  private static ContainerInstanceHealthStatus health(ContainerInstance instance) {
    InstanceHealthCheckState state =
        instance.instance().agentConnected()
            ? InstanceHealthCheckState.OK
            : InstanceHealthCheckState.IMPAIRED;
    NodeCondition ready = ready(instance.node());
    return ContainerInstanceHealthStatus.builder()
        .overallStatus(state)
        .details(
            List.of(
                InstanceHealthCheckResult.builder()
                    .type(InstanceHealthCheckType.CONTAINER_RUNTIME)
                    .status(state)
                    .statusReason(ready == null ? null : ready.getMessage())
                    .lastUpdated(time(ready == null ? null : ready.getLastHeartbeatTime()))
                    .lastStatusChange(time(ready == null ? null : ready.getLastTransitionTime()))
                    .build()))
        .build();
  }

  private static NodeCondition ready(Node node) {
    return node.getStatus() == null
        ? null
        : node.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("Ready"))
            .findFirst()
            .orElse(null);
  }

  private static Instant time(String text) {
    return text == null ? null : Instant.parse(text);
  }
}
