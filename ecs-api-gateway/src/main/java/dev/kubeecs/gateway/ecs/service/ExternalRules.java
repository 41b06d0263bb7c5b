package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateServiceRequest;
import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.UpdateServiceRequest;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.TaskSetContent;

/**
 * What a service takes whose deployment controller is EXTERNAL: nothing that its task sets say.
 * Source: the ECS API reference, CreateService and UpdateService.
 */
final class ExternalRules {

  private ExternalRules() {}

  /** Refuses members of CreateService that are the task sets'. */
  static void check(CreateServiceRequest request) {
    refuse(request.taskDefinition() != null, "task definition");
    refuse(request.networkConfiguration() != null, "network configuration");
    refuse(!asEmpty(request.capacityProviderStrategy()).isEmpty(), "capacity provider strategy");
    refuse(request.platformVersion() != null, "platform version");
    refuse(!asEmpty(request.loadBalancers()).isEmpty(), "load balancers");
    refuse(!asEmpty(request.serviceRegistries()).isEmpty(), "service registries");
    refuse(!asEmpty(request.gatewayConnectors()).isEmpty(), "gateway connectors");
  }

  /** Refuses members of UpdateService that are the task sets'. */
  static void check(UpdateServiceRequest request, EcsServiceSpec spec) {
    if (request.deploymentController() != null
        && TaskSetContent.isExternal(spec)
            != (request.deploymentController().type() == DeploymentControllerType.EXTERNAL)) {
      throw invalidParameter("Unable to change the deployment controller from or to EXTERNAL.");
    }
    if (!TaskSetContent.isExternal(spec)) {
      return;
    }
    refuse(request.taskDefinition() != null, "task definition");
    refuse(request.networkConfiguration() != null, "network configuration");
    refuse(request.capacityProviderStrategy() != null, "capacity provider strategy");
    refuse(request.platformVersion() != null, "platform version");
    refuse(request.loadBalancers() != null, "load balancers");
    refuse(request.serviceRegistries() != null, "service registries");
    refuse(!asEmpty(request.gatewayConnectors()).isEmpty(), "gateway connectors");
    if (or(request.forceNewDeployment(), false)) {
      throw invalidParameter(
          "Unable to force a new deployment on services with an EXTERNAL deployment controller.");
    }
  }

  private static void refuse(boolean asked, String what) {
    if (asked) {
      throw invalidParameter(
          "Unable to set %s on services with an EXTERNAL deployment controller: it is the task"
              + " sets'.",
          what);
    }
  }
}
