package dev.kubeecs.gateway.ecs.express;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.CreateExpressGatewayServiceRequest;
import dev.kubeecs.api.ecs.ExpressCpuArchitecture;
import dev.kubeecs.api.ecs.ExpressGatewayContainer;
import dev.kubeecs.api.ecs.ExpressGatewayScalingTarget;
import dev.kubeecs.api.ecs.ExpressGatewayServiceNetworkConfiguration;
import dev.kubeecs.api.ecs.UpdateExpressGatewayServiceRequest;

/**
 * What CreateExpressGatewayService and UpdateExpressGatewayService have in common; null if not
 * asked for.
 */
record ExpressChange(
    String taskDefinitionArn,
    ExpressGatewayContainer primaryContainer,
    String executionRoleArn,
    String taskRoleArn,
    String cpu,
    String memory,
    ExpressCpuArchitecture cpuArchitecture,
    String healthCheckPath,
    ExpressGatewayServiceNetworkConfiguration network,
    ExpressGatewayScalingTarget scalingTarget) {

  static ExpressChange of(CreateExpressGatewayServiceRequest request) {
    return new ExpressChange(
        request.taskDefinitionArn(),
        request.primaryContainer(),
        request.executionRoleArn(),
        request.taskRoleArn(),
        request.cpu(),
        request.memory(),
        request.cpuArchitecture(),
        request.healthCheckPath(),
        request.networkConfiguration(),
        request.scalingTarget());
  }

  static ExpressChange of(UpdateExpressGatewayServiceRequest request) {
    return new ExpressChange(
        request.taskDefinitionArn(),
        request.primaryContainer(),
        request.executionRoleArn(),
        request.taskRoleArn(),
        request.cpu(),
        request.memory(),
        request.cpuArchitecture(),
        request.healthCheckPath(),
        request.networkConfiguration(),
        request.scalingTarget());
  }

  /** Whether the task definition that ECS manages becomes another. */
  boolean defines() {
    return primaryContainer != null
        || executionRoleArn != null
        || taskRoleArn != null
        || cpu != null
        || memory != null
        || cpuArchitecture != null;
  }

  /** Refuses what contradicts itself. */
  void check() {
    if (taskDefinitionArn != null && defines()) {
      throw invalidParameter(
          "taskDefinitionArn excludes primaryContainer, executionRoleArn, taskRoleArn, cpu, memory"
              + " and cpuArchitecture.");
    }
    if (healthCheckPath != null && !healthCheckPath.startsWith("/")) {
      throw invalidParameter("healthCheckPath must start with a forward slash.");
    }
    if (primaryContainer != null
        && primaryContainer.containerPort() != null
        && (primaryContainer.containerPort() < 1 || primaryContainer.containerPort() > 65_535)) {
      throw invalidParameter("containerPort must be between 1 and 65535.");
    }
  }
}
