package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.AutoRollbackConfiguration;
import dev.kubeecs.api.codedeploy.BlueGreenDeploymentConfiguration;
import dev.kubeecs.api.codedeploy.ComputePlatform;
import dev.kubeecs.api.codedeploy.DeploymentGroupInfo;
import dev.kubeecs.api.codedeploy.DeploymentOption;
import dev.kubeecs.api.codedeploy.DeploymentStatus;
import dev.kubeecs.api.codedeploy.DeploymentStyle;
import dev.kubeecs.api.codedeploy.DeploymentType;
import dev.kubeecs.api.codedeploy.LastDeploymentInfo;
import dev.kubeecs.api.codedeploy.LoadBalancerInfo;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.codedeploy.CodeDeployApplication;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;
import java.util.List;
import java.util.Optional;

/** A deployment group as GetDeploymentGroup tells it. */
final class GroupView {

  /** The only style of services. */
  static final DeploymentStyle STYLE =
      DeploymentStyle.builder()
          .deploymentType(DeploymentType.BLUE_GREEN)
          .deploymentOption(DeploymentOption.WITH_TRAFFIC_CONTROL)
          .build();

  private static final AutoRollbackConfiguration NO_ROLLBACK =
      AutoRollbackConfiguration.builder().enabled(false).events(List.of()).build();

  private GroupView() {}

  /**
   * The record of a group.
   *
   * @param deployments of the group, the newest first
   */
  static DeploymentGroupInfo of(
      CodeDeployApplication application, DeploymentGroupSpec group, List<Deployment> deployments) {
    Optional<Deployment> last = deployments.stream().findFirst();
    return DeploymentGroupInfo.builder()
        .applicationName(CodeDeploy.name(application))
        .deploymentGroupId(Applications.groupId(application, group.deploymentGroupName()))
        .deploymentGroupName(group.deploymentGroupName())
        .deploymentConfigName(or(group.deploymentConfigName(), DeploymentConfigs.DEFAULT))
        .serviceRoleArn(group.serviceRoleArn())
        .targetRevision(last.map(DeploymentView::revision).orElse(null))
        .autoRollbackConfiguration(or(group.autoRollbackConfiguration(), NO_ROLLBACK))
        .deploymentStyle(STYLE)
        .blueGreenDeploymentConfiguration(blueGreen(group))
        .loadBalancerInfo(loadBalancers(group))
        .lastAttemptedDeployment(last.map(GroupView::told).orElse(null))
        .lastSuccessfulDeployment(
            deployments.stream()
                .filter(deployment -> deployment.status() == DeploymentStatus.SUCCEEDED)
                .findFirst()
                .map(GroupView::told)
                .orElse(null))
        .computePlatform(ComputePlatform.ECS)
        .ecsServices(List.of(group.ecsService()))
        .build();
  }

  static BlueGreenDeploymentConfiguration blueGreen(DeploymentGroupSpec group) {
    BlueGreenDeploymentConfiguration given =
        BlueGreenDeploymentConfiguration.builder()
            .terminateBlueInstancesOnDeploymentSuccess(
                group.terminateBlueInstancesOnDeploymentSuccess())
            .deploymentReadyOption(group.deploymentReadyOption())
            .build();
    return given.toBuilder()
        .terminateBlueInstancesOnDeploymentSuccess(GroupRules.termination(given))
        .deploymentReadyOption(GroupRules.ready(given))
        .build();
  }

  static LoadBalancerInfo loadBalancers(DeploymentGroupSpec group) {
    return LoadBalancerInfo.builder()
        .targetGroupPairInfoList(List.of(group.targetGroupPairInfo()))
        .build();
  }

  private static LastDeploymentInfo told(Deployment deployment) {
    return LastDeploymentInfo.builder()
        .deploymentId(deployment.asked().deploymentId())
        .status(deployment.status())
        .endTime(deployment.completeTime())
        .createTime(deployment.asked().createTime())
        .build();
  }
}
