package dev.kubeecs.resources.service.validation;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether the containers that a service registers with load balancers are there. */
public final class LoadBalancerRules {

  private LoadBalancerRules() {}

  /** The first thing that is wrong, in ECS's words; empty if there is none. */
  public static Optional<String> violation(
      List<LoadBalancer> loadBalancers, TaskDefinitionSpec taskDefinition) {
    return asEmpty(loadBalancers).stream()
        .flatMap(loadBalancer -> violation(loadBalancer, taskDefinition).stream())
        .findFirst();
  }

  private static Optional<String> violation(
      LoadBalancer loadBalancer, TaskDefinitionSpec taskDefinition) {
    if (loadBalancer.containerName() == null || loadBalancer.containerPort() == null) {
      return Optional.of("containerName and containerPort must be specified for a target group.");
    }
    Optional<ContainerDefinition> container =
        taskDefinition.containerDefinitions().stream()
            .filter(definition -> loadBalancer.containerName().equals(definition.name()))
            .findFirst();
    if (container.isEmpty()) {
      return Optional.of(
          "The container "
              + loadBalancer.containerName()
              + " does not exist in the task definition.");
    }
    boolean mapped =
        asEmpty(container.get().portMappings()).stream()
            .anyMatch(port -> Objects.equals(port.containerPort(), loadBalancer.containerPort()));
    return mapped
        ? Optional.empty()
        : Optional.of(
            "The container %s did not have a container port %d defined."
                .formatted(loadBalancer.containerName(), loadBalancer.containerPort()));
  }
}
