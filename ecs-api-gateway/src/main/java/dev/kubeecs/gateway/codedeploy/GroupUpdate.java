package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.BlueGreenDeploymentConfiguration;
import dev.kubeecs.api.codedeploy.UpdateDeploymentGroupInput;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;

/** What UpdateDeploymentGroup makes of a group: members that the request leaves out stay. */
final class GroupUpdate {

  private GroupUpdate() {}

  static DeploymentGroupSpec of(UpdateDeploymentGroupInput request, DeploymentGroupSpec group) {
    BlueGreenDeploymentConfiguration present = GroupView.blueGreen(group);
    BlueGreenDeploymentConfiguration asked =
        or(request.blueGreenDeploymentConfiguration(), present);
    BlueGreenDeploymentConfiguration blueGreen =
        asked.toBuilder()
            .terminateBlueInstancesOnDeploymentSuccess(
                or(
                    asked.terminateBlueInstancesOnDeploymentSuccess(),
                    present.terminateBlueInstancesOnDeploymentSuccess()))
            .deploymentReadyOption(
                or(asked.deploymentReadyOption(), present.deploymentReadyOption()))
            .build();
    return group.with(
        g ->
            g.deploymentConfigName(or(request.deploymentConfigName(), group.deploymentConfigName()))
                .serviceRoleArn(or(request.serviceRoleArn(), group.serviceRoleArn()))
                .ecsService(
                    request.ecsServices() == null
                        ? group.ecsService()
                        : GroupRules.service(request.ecsServices()))
                .targetGroupPairInfo(
                    request.loadBalancerInfo() == null
                        ? group.targetGroupPairInfo()
                        : GroupRules.pair(request.loadBalancerInfo()))
                .terminateBlueInstancesOnDeploymentSuccess(GroupRules.termination(blueGreen))
                .deploymentReadyOption(GroupRules.ready(blueGreen))
                .autoRollbackConfiguration(
                    or(
                        GroupRules.check(request.autoRollbackConfiguration()),
                        group.autoRollbackConfiguration())));
  }
}
