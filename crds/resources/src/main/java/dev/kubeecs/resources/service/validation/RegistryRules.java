package dev.kubeecs.resources.service.validation;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.api.servicediscovery.RecordType;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether the tasks of a service can be registered in a service of Cloud Map, and how. */
public final class RegistryRules {

  private RegistryRules() {}

  /** The port that is registered; empty if only addresses are. */
  public static OptionalInt port(ServiceRegistry registry) {
    Integer port = registry.containerPort() == null ? registry.port() : registry.containerPort();
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** What is wrong, in ECS's words; empty if nothing is. */
  public static Optional<String> violation(
      ServiceRegistry registry, DiscoveryServiceSpec found, TaskDefinitionSpec definition) {
    boolean awsvpc = definition.networkMode() == NetworkMode.AWSVPC;
    if (Discovery.hasRecord(found, RecordType.A) && !awsvpc) {
      return Optional.of(
          "A records need the network mode awsvpc: with others, use a registry with SRV records"
              + " only.");
    }
    if (Discovery.hasRecord(found, RecordType.SRV) && port(registry).isEmpty()) {
      return Optional.of(
          "containerName and containerPort, or port, must be specified for a registry with SRV"
              + " records.");
    }
    if ((registry.containerName() == null) != (registry.containerPort() == null)) {
      return Optional.of("containerName and containerPort must be specified together.");
    }
    if (registry.containerName() == null) {
      return Optional.empty();
    }
    return definition.containerDefinitions().stream()
            .filter(container -> registry.containerName().equals(container.name()))
            .flatMap(container -> asEmpty(container.portMappings()).stream())
            .anyMatch(port -> Objects.equals(port.containerPort(), registry.containerPort()))
        ? Optional.empty()
        : Optional.of(
            "The container %s did not have a container port %d defined."
                .formatted(registry.containerName(), registry.containerPort()));
  }
}
