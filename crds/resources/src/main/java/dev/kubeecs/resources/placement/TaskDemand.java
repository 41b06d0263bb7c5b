package dev.kubeecs.resources.placement;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.ResourceRequirement;
import dev.kubeecs.api.ecs.ResourceType;
import dev.kubeecs.api.ecs.RuntimePlatform;
import dev.kubeecs.api.ecs.TransportProtocol;
import dev.kubeecs.resources.containerinstance.HostPort;
import dev.kubeecs.resources.containerinstance.NodeAttributes;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import dev.kubeecs.resources.taskdefinition.validation.RequiredAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What a task takes of its container instance, and what that must be able to do.
 *
 * @param resources what its Pod requests
 * @param attributes of the instance that it needs, with their values
 */
public record TaskDemand(NodeResources resources, Map<String, String> attributes) {

  private static final int UNITS_PER_CPU = 1024;
  private static final long MEBIBYTE = 1024L * 1024;

  public TaskDemand {
    attributes = Map.copyOf(attributes);
  }

  /**
   * The demand of tasks of a definition.
   *
   * @param definition with the overrides of the task applied
   * @param cpuRequestPercent how much of the CPU is reserved
   */
  public static TaskDemand of(TaskDefinitionSpec definition, int cpuRequestPercent) {
    OptionalInt cpu = TaskSize.cpuUnits(definition.cpu());
    OptionalInt memory = TaskSize.memoryMiB(definition.memory());
    return new TaskDemand(
        new NodeResources(
            cpu.isPresent()
                ? milliCpu(cpu.getAsInt(), cpuRequestPercent)
                : sum(definition, c -> milliCpu(or(c.cpu(), 0), cpuRequestPercent)),
            MEBIBYTE
                * (memory.isPresent()
                    ? memory.getAsInt()
                    : sum(definition, c -> or(or(c.memoryReservation(), c.memory()), 0))),
            sum(definition, TaskDemand::gpus),
            1,
            ports(definition)),
        attributes(definition));
  }

  private static Map<String, String> attributes(TaskDefinitionSpec definition) {
    Map<String, String> attributes = new HashMap<>();
    RequiredAttributes.of(definition).forEach(attribute -> attributes.put(attribute.name(), ""));
    RuntimePlatform platform = definition.runtimePlatform();
    if (platform != null && platform.cpuArchitecture() != null) {
      attributes.put(
          NodeAttributes.ARCHITECTURE,
          platform.cpuArchitecture().toString().toLowerCase(Locale.ROOT));
    }
    return attributes;
  }

  /** Rounded down, so that the containers never ask for more than the task in sum. */
  public static long milliCpu(int units, int percent) {
    return units == 0 ? 0 : Math.max(1, units * 10L * percent / UNITS_PER_CPU);
  }

  private static long sum(
      TaskDefinitionSpec definition, ToLongFunction<ContainerDefinition> amount) {
    return asEmpty(definition.containerDefinitions()).stream().mapToLong(amount).sum();
  }

  private static long gpus(ContainerDefinition container) {
    return asEmpty(container.resourceRequirements()).stream()
        .filter(requirement -> requirement.type() == ResourceType.GPU)
        .map(ResourceRequirement::value)
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static Set<HostPort> ports(TaskDefinitionSpec definition) {
    NetworkMode mode = or(definition.networkMode(), NetworkMode.BRIDGE);
    Set<HostPort> ports = new HashSet<>();
    for (ContainerDefinition container : asEmpty(definition.containerDefinitions())) {
      for (PortMapping mapping : asEmpty(container.portMappings())) {
        int port = port(mapping, mode);
        if (port > 0) {
          TransportProtocol protocol = or(mapping.protocol(), TransportProtocol.TCP);
          ports.add(new HostPort(protocol.toString().toUpperCase(Locale.ROOT), port));
        }
      }
    }
    return ports;
  }

  /** The port of the Node that a mapping takes; 0 if it takes none. */
  private static int port(PortMapping mapping, NetworkMode mode) {
    return switch (mode) {
      case HOST -> or(mapping.containerPort(), 0);
      case BRIDGE -> or(mapping.hostPort(), 0);
      case AWSVPC, NONE -> 0;
    };
  }
}
