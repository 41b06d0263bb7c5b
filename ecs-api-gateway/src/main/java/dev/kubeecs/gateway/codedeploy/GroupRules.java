package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidBlueGreen;
import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidLoadBalancer;
import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidPair;
import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidService;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.AutoRollbackConfiguration;
import dev.kubeecs.api.codedeploy.BlueGreenDeploymentConfiguration;
import dev.kubeecs.api.codedeploy.BlueInstanceTerminationOption;
import dev.kubeecs.api.codedeploy.DeploymentOption;
import dev.kubeecs.api.codedeploy.DeploymentReadyAction;
import dev.kubeecs.api.codedeploy.DeploymentReadyOption;
import dev.kubeecs.api.codedeploy.DeploymentStyle;
import dev.kubeecs.api.codedeploy.DeploymentType;
import dev.kubeecs.api.codedeploy.ECSService;
import dev.kubeecs.api.codedeploy.InstanceAction;
import dev.kubeecs.api.codedeploy.LoadBalancerInfo;
import dev.kubeecs.api.codedeploy.TargetGroupInfo;
import dev.kubeecs.api.codedeploy.TargetGroupPairInfo;
import dev.kubeecs.api.codedeploy.TrafficRoute;
import dev.kubeecs.gateway.protocol.AwsException;
import java.util.List;

/**
 * What a deployment group must be that deploys a service, as far as the request alone tells.
 * Source: the CodeDeploy API reference, CreateDeploymentGroup.
 */
final class GroupRules {

  /** A day: what bakeTimeInMinutes and the time-outs of hooks can be at most. */
  private static final int MOST_MINUTES = 1440;

  private GroupRules() {}

  /** The one service. */
  static ECSService service(List<ECSService> services) {
    if (asEmpty(services).size() != 1
        || services.getFirst().serviceName() == null
        || services.getFirst().serviceName().isBlank()) {
      throw invalidService("ecsServices must name exactly one service, by serviceName.");
    }
    return services.getFirst();
  }

  /** The one pair of target groups with its listeners. */
  static TargetGroupPairInfo pair(LoadBalancerInfo loadBalancers) {
    List<TargetGroupPairInfo> pairs =
        loadBalancers == null ? List.of() : asEmpty(loadBalancers.targetGroupPairInfoList());
    if (pairs.size() != 1) {
      throw invalidLoadBalancer(
          "loadBalancerInfo.targetGroupPairInfoList must have exactly one element.");
    }
    TargetGroupPairInfo pair = pairs.getFirst();
    List<String> names =
        asEmpty(pair.targetGroups()).stream().map(TargetGroupInfo::name).distinct().toList();
    if (names.size() != 2 || pair.targetGroups().size() != 2 || names.contains(null)) {
      throw invalidPair(
          "targetGroupPairInfoList.targetGroups must name exactly two different target groups.");
    }
    requireOne("prodTrafficRoute", pair.prodTrafficRoute());
    if (pair.testTrafficRoute() != null) {
      requireOne("testTrafficRoute", pair.testTrafficRoute());
    }
    return pair;
  }

  private static void requireOne(String member, TrafficRoute route) {
    if (route == null || asEmpty(route.listenerArns()).size() != 1) {
      throw invalidPair(
          "targetGroupPairInfoList.%s.listenerArns must name exactly one listener.", member);
    }
  }

  /** Services are deployed in one way only. */
  static void check(DeploymentStyle style) {
    if (style == null) {
      return;
    }
    boolean known =
        style.deploymentType() == DeploymentType.BLUE_GREEN
            && style.deploymentOption() == DeploymentOption.WITH_TRAFFIC_CONTROL;
    if (!known) {
      throw new AwsException(
          "InvalidDeploymentStyleException",
          "deploymentStyle of a service must be BLUE_GREEN and WITH_TRAFFIC_CONTROL.");
    }
  }

  /** How long old tasks stay, with nothing left out. */
  static BlueInstanceTerminationOption termination(BlueGreenDeploymentConfiguration blueGreen) {
    BlueInstanceTerminationOption asked =
        blueGreen == null ? null : blueGreen.terminateBlueInstancesOnDeploymentSuccess();
    BlueInstanceTerminationOption given =
        or(asked, BlueInstanceTerminationOption.builder().build());
    if (or(given.action(), InstanceAction.TERMINATE) != InstanceAction.TERMINATE) {
      throw invalidBlueGreen(
          "terminateBlueInstancesOnDeploymentSuccess.action of a service must be TERMINATE.");
    }
    return BlueInstanceTerminationOption.builder()
        .action(InstanceAction.TERMINATE)
        .terminationWaitTimeInMinutes(
            minutes(
                "terminateBlueInstancesOnDeploymentSuccess.terminationWaitTimeInMinutes",
                or(given.terminationWaitTimeInMinutes(), 0)))
        .build();
  }

  /** Whether somebody is awaited, with nothing left out. */
  static DeploymentReadyOption ready(BlueGreenDeploymentConfiguration blueGreen) {
    DeploymentReadyOption asked = blueGreen == null ? null : blueGreen.deploymentReadyOption();
    DeploymentReadyOption given = or(asked, DeploymentReadyOption.builder().build());
    DeploymentReadyAction action =
        or(given.actionOnTimeout(), DeploymentReadyAction.CONTINUE_DEPLOYMENT);
    int wait = minutes("deploymentReadyOption.waitTimeInMinutes", or(given.waitTimeInMinutes(), 0));
    if (action == DeploymentReadyAction.STOP_DEPLOYMENT && wait == 0) {
      throw invalidBlueGreen(
          "deploymentReadyOption.waitTimeInMinutes must be greater than 0 where actionOnTimeout is"
              + " STOP_DEPLOYMENT.");
    }
    if (action == DeploymentReadyAction.CONTINUE_DEPLOYMENT && wait > 0) {
      throw invalidBlueGreen(
          "deploymentReadyOption.waitTimeInMinutes is for the actionOnTimeout STOP_DEPLOYMENT.");
    }
    return DeploymentReadyOption.builder().actionOnTimeout(action).waitTimeInMinutes(wait).build();
  }

  private static int minutes(String member, int asked) {
    if (asked < 0 || asked > MOST_MINUTES) {
      throw invalidBlueGreen("%s must be between 0 and %d.", member, MOST_MINUTES);
    }
    return asked;
  }

  /** Events are needed where deployments are undone by themselves. */
  static AutoRollbackConfiguration check(AutoRollbackConfiguration rollback) {
    if (rollback != null && or(rollback.enabled(), false) && asEmpty(rollback.events()).isEmpty()) {
      throw new AwsException(
          "InvalidAutoRollbackConfigException",
          "autoRollbackConfiguration.events must be given where it is enabled.");
    }
    return rollback;
  }
}
