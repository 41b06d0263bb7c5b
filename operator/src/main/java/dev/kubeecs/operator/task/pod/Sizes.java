package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.EphemeralStorage;
import dev.kubeecs.api.ecs.ResourceRequirement;
import dev.kubeecs.api.ecs.ResourceType;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.placement.TaskDemand;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU and memory. A container's CPU is a share, so a request without a limit; its memory is a
 * limit, its reservation a request. The size of a task bounds all its containers together.
 */
final class Sizes {

  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";
  private static final String EPHEMERAL_STORAGE = "ephemeral-storage";
  private static final String GPU = "nvidia.com/gpu";

  private Sizes() {}

  static ResourceRequirements ofContainer(ContainerDefinition container, PodSettings settings) {
    Map<String, Quantity> requests = new TreeMap<>();
    Map<String, Quantity> limits = new TreeMap<>();
    if (Absent.or(container.cpu(), 0) > 0) {
      requests.put(CPU, milliCpu(container.cpu(), settings.cpuRequestPercent()));
    }
    Integer reserved = Absent.or(container.memoryReservation(), container.memory());
    if (reserved != null) {
      requests.put(MEMORY, mebibytes(reserved));
    }
    if (container.memory() != null) {
      limits.put(MEMORY, mebibytes(container.memory()));
    }
    for (ResourceRequirement requirement : Absent.asEmpty(container.resourceRequirements())) {
      if (requirement.type() == ResourceType.GPU) {
        limits.put(GPU, new Quantity(requirement.value()));
      }
    }
    return requirements(requests, limits);
  }

  /** Null where neither CPU nor memory of the task is given. */
  static ResourceRequirements ofTask(TaskDefinitionSpec definition, PodSettings settings) {
    Map<String, Quantity> requests = new TreeMap<>();
    Map<String, Quantity> limits = new TreeMap<>();
    TaskSize.cpuUnits(definition.cpu())
        .ifPresent(
            units -> {
              requests.put(CPU, milliCpu(units, settings.cpuRequestPercent()));
              limits.put(CPU, milliCpu(units, 100));
            });
    TaskSize.memoryMiB(definition.memory())
        .ifPresent(
            size -> {
              requests.put(MEMORY, mebibytes(size));
              limits.put(MEMORY, mebibytes(size));
            });
    return requirements(requests, limits);
  }

  /**
   * A Pod has no size of its own for this; the kubelet bounds it as a whole, empty directories and
   * all, by the sum of its containers.
   */
  static Container withEphemeralStorage(Container first, TaskDefinitionSpec definition) {
    EphemeralStorage storage = definition.ephemeralStorage();
    return storage == null
        ? first
        : first
            .edit()
            .editOrNewResources()
            .addToLimits(EPHEMERAL_STORAGE, new Quantity(storage.sizeInGiB() + "Gi"))
            .endResources()
            .build();
  }

  private static ResourceRequirements requirements(
      Map<String, Quantity> requests, Map<String, Quantity> limits) {
    return requests.isEmpty() && limits.isEmpty()
        ? null
        : new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build();
  }

  private static Quantity milliCpu(int units, int percent) {
    return new Quantity(TaskDemand.milliCpu(units, percent) + "m");
  }

  private static Quantity mebibytes(int size) {
    return new Quantity(size + "Mi");
  }
}
