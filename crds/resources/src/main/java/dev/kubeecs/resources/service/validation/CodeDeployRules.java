package dev.kubeecs.resources.service.validation;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service must be that CodeDeploy deploys. Source: the ECS developer guide, "CodeDeploy
 * blue/green deployments for Amazon ECS".
 */
final class CodeDeployRules {

  private CodeDeployRules() {}

  static List<Violation> violations(EcsServiceSpec service) {
    if (!CodeDeploy.controls(service)) {
      return List.of();
    }
    List<Violation> violations = new ArrayList<>();
    if (service.schedulingStrategy() == SchedulingStrategy.DAEMON) {
      violations.add(
          new Violation(
              "schedulingStrategy",
              "the DAEMON scheduling strategy does not go with the CODE_DEPLOY deployment"
                  + " controller."));
    }
    if (asEmpty(service.loadBalancers()).size() != 1) {
      violations.add(
          new Violation(
              "loadBalancers",
              "the CODE_DEPLOY deployment controller needs exactly one load balancer."));
    }
    if (!asEmpty(service.gatewayConnectors()).isEmpty()) {
      violations.add(
          new Violation(
              "gatewayConnectors", "do not go with the CODE_DEPLOY deployment controller."));
    }
    if (ServiceConnect.isEnabled(service.serviceConnectConfiguration())) {
      violations.add(
          new Violation(
              "serviceConnectConfiguration",
              "does not go with the CODE_DEPLOY deployment controller."));
    }
    return List.copyOf(violations);
  }
}
