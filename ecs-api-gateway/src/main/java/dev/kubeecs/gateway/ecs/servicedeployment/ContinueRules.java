package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.HookAction;
import java.util.Optional;

/**
 * Whether a service deployment can be continued. Source: the ECS developer guide, "Continuing
 * service deployments": it is IN_PROGRESS and the hook is AWAITING_ACTION.
 */
final class ContinueRules {

  private ContinueRules() {}

  /**
   * Whether the request changes anything; one that is repeated does not.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException} if nothing
   *     waits for the action
   */
  static boolean isToBeTold(EcsServiceDeployment deployment, HookAction action) {
    Optional<HookAction> before =
        asEmpty(deployment.getSpec().hookActions()).stream()
            .filter(told -> told.hookId().equals(action.hookId()))
            .findFirst();
    if (before.filter(action::equals).isPresent()) {
      return false;
    }
    boolean waits =
        before.isEmpty()
            && ServiceDeploymentFacts.status(deployment) == ServiceDeploymentStatus.IN_PROGRESS
            && asEmpty(ServiceDeploymentFacts.told(deployment).lifecycleHookDetails()).stream()
                .anyMatch(
                    hook ->
                        action.hookId().equals(hook.hookId())
                            && hook.status() == DeploymentLifecycleHookStatus.AWAITING_ACTION);
    if (!waits) {
      throw invalidParameter(
          "hookId: the service deployment does not wait for an action at a hook %s.",
          action.hookId());
    }
    return true;
  }
}
