package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateServiceRequest;
import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.UpdateServiceRequest;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.service.DeploymentStrategies;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.RevisionContent;
import java.util.List;
import java.util.Optional;

/**
 * What a service takes whose deployment controller is CODE_DEPLOY: nothing that CodeDeploy decides
 * on. Source: the ECS API reference, CreateService and UpdateService.
 */
final class CodeDeployController {

  private static final String CONTROLLER =
      " on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new"
          + " deployment.";

  private CodeDeployController() {}

  /** Refuses members of CreateService that are CodeDeploy's. */
  static void check(CreateServiceRequest request, EcsServiceSpec spec) {
    if (CodeDeploy.controls(spec)) {
      check(request.deploymentConfiguration());
      if (asEmpty(spec.loadBalancers()).stream()
          .anyMatch(loadBalancer -> loadBalancer.advancedConfiguration() != null)) {
        throw invalidParameter(
            "loadBalancers.advancedConfiguration cannot be specified with a CODE_DEPLOY deployment"
                + " controller: the deployment group says it.");
      }
    }
  }

  /** Refuses members of UpdateService that are CodeDeploy's, unless it is to lose the service. */
  static void check(UpdateServiceRequest request, EcsServiceSpec spec) {
    if (!CodeDeploy.controls(spec) || leaves(request)) {
      return;
    }
    refuse(request.taskDefinition() != null, "task definition");
    refuse(request.networkConfiguration() != null, "network parameters");
    refuse(request.platformVersion() != null, "platform version");
    refuse(request.loadBalancers() != null, "load balancers");
    refuse(request.capacityProviderStrategy() != null, "capacity provider strategy");
    if (or(request.forceNewDeployment(), false)) {
      throw invalidParameter("Cannot force a new deployment" + CONTROLLER);
    }
    check(request.deploymentConfiguration());
  }

  /** Refuses what would begin a deployment that CodeDeploy knows nothing of. */
  static void checkUndeployed(EcsServiceSpec updated, EcsServiceSpec before) {
    refuse(
        CodeDeploy.controls(updated) && RevisionContent.differs(updated, before),
        "placement, tags, volumes, registries and execute command");
  }

  /** The configuration after an update: of CodeDeploy's services only the limits are the user's. */
  static DeploymentConfiguration updated(UpdateServiceRequest request, EcsServiceSpec spec) {
    DeploymentConfiguration asked = request.deploymentConfiguration();
    if (asked == null || spec.deploymentConfiguration() == null || leaves(request)) {
      return or(asked, spec.deploymentConfiguration());
    }
    return CodeDeploy.controls(spec)
        ? spec.deploymentConfiguration().toBuilder()
            .maximumPercent(
                or(asked.maximumPercent(), spec.deploymentConfiguration().maximumPercent()))
            .minimumHealthyPercent(
                or(
                    asked.minimumHealthyPercent(),
                    spec.deploymentConfiguration().minimumHealthyPercent()))
            .build()
        : asked;
  }

  /** The configuration as ECS tells it of such a service. */
  static DeploymentConfiguration told(DeploymentConfiguration filled) {
    return DeploymentConfiguration.builder()
        .maximumPercent(filled.maximumPercent())
        .minimumHealthyPercent(filled.minimumHealthyPercent())
        .build();
  }

  /** Load balancers as ECS tells them of such a service: how traffic is shifted is CodeDeploy's. */
  static List<LoadBalancer> told(List<LoadBalancer> loadBalancers) {
    return asEmpty(loadBalancers).stream()
        .map(loadBalancer -> loadBalancer.toBuilder().advancedConfiguration(null).build())
        .toList();
  }

  private static boolean leaves(UpdateServiceRequest request) {
    return request.deploymentController() != null
        && request.deploymentController().type() != DeploymentControllerType.CODE_DEPLOY;
  }

  private static void check(DeploymentConfiguration asked) {
    boolean breaker =
        Optional.ofNullable(asked)
            .map(DeploymentConfiguration::deploymentCircuitBreaker)
            .map(DeploymentCircuitBreaker::enable)
            .orElse(false);
    if (breaker) {
      throw invalidParameter(
          "Deployment circuit breaker is only supported with the ECS deployment controller.");
    }
    if (DeploymentStrategies.shiftsTraffic(asked)) {
      throw invalidParameter(
          "deploymentConfiguration.strategy is only supported with the ECS deployment controller:"
              + " the deployment configuration of CodeDeploy says it.");
    }
  }

  private static void refuse(boolean asked, String what) {
    if (asked) {
      throw invalidParameter("%s", "Unable to update " + what + CONTROLLER);
    }
  }
}
