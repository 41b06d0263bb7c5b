package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.Connectivity;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Map;

/** Where a task runs and how much of it: capacity, Node, zone, size. */
final class Placed {

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String ARCHITECTURE = "kubernetes.io/arch";
  private static final String FARGATE_PLATFORM = "1.4.0";

  private Placed() {}

  static String clusterName(Observation seen) {
    return Absent.or(seen.task().getSpec().cluster(), "default");
  }

  static EcsTaskStatus on(EcsTaskStatus status, Observation seen) {
    EcsTaskSpec spec = seen.task().getSpec();
    LaunchType launchType = LaunchTypes.of(spec);
    boolean fargate = launchType == LaunchType.FARGATE;
    return withNode(status, seen, fargate)
        .withLaunchType(launchType)
        .withCapacityProviderName(
            CapacityProviderStrategies.first(spec.capacityProviderStrategy()).orElse(null))
        .withPlatformVersion(fargate ? FARGATE_PLATFORM : null)
        .withPlatformFamily(fargate ? "Linux" : null)
        .withCpu(String.valueOf(cpu(seen.definition())))
        .withMemory(String.valueOf(memory(seen.definition())));
  }

  /** Of a task on Fargate ECS shows no container instance. Once known, it stays known. */
  private static EcsTaskStatus withNode(EcsTaskStatus status, Observation seen, boolean fargate) {
    Node node = seen.node();
    if (node == null) {
      return status;
    }
    Map<String, String> labels = Absent.asEmpty(node.getMetadata().getLabels());
    String instance = Identifiers.taskId(node.getMetadata().getUid());
    return status
        .withConnectivity(Connectivity.CONNECTED)
        .withConnectivityAt(Absent.or(status.connectivityAt(), seen.now()))
        .withAvailabilityZone(labels.get(ZONE))
        .withAttributes(attributes(labels.get(ARCHITECTURE)))
        .withContainerInstanceArn(
            fargate ? null : seen.account().containerInstanceArn(clusterName(seen), instance));
  }

  private static List<Attribute> attributes(String architecture) {
    return architecture == null
        ? List.of()
        : List.of(
            Attribute.builder()
                .name("ecs.cpu-architecture")
                .value(architecture.equals("amd64") ? "x86_64" : architecture)
                .build());
  }

  /** Units of the task, or of its containers in sum. */
  private static int cpu(TaskDefinitionSpec definition) {
    return TaskSize.cpuUnits(definition.cpu())
        .orElseGet(
            () ->
                definition.containerDefinitions().stream()
                    .mapToInt(container -> Absent.or(container.cpu(), 0))
                    .sum());
  }

  /** MiB of the task, or of its containers in sum. */
  private static int memory(TaskDefinitionSpec definition) {
    return TaskSize.memoryMiB(definition.memory())
        .orElseGet(
            () ->
                definition.containerDefinitions().stream()
                    .mapToInt(c -> Absent.or(Absent.or(c.memory(), c.memoryReservation()), 0))
                    .sum());
  }
}
