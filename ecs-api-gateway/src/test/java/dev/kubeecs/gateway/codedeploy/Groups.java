package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.api.codedeploy.BlueGreenDeploymentConfiguration;
import dev.kubeecs.api.codedeploy.BlueInstanceTerminationOption;
import dev.kubeecs.api.codedeploy.DeploymentReadyAction;
import dev.kubeecs.api.codedeploy.DeploymentReadyOption;
import dev.kubeecs.api.codedeploy.ECSService;
import dev.kubeecs.api.codedeploy.LoadBalancerInfo;
import dev.kubeecs.api.codedeploy.TargetGroupInfo;
import dev.kubeecs.api.codedeploy.TargetGroupPairInfo;
import dev.kubeecs.api.codedeploy.TrafficRoute;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpecBuilder;
import java.util.List;

/** Deployment groups for tests. */
final class Groups {

  private Groups() {}

  static DeploymentGroupSpec group(DeploymentReadyAction action, int ready, int termination) {
    BlueGreenDeploymentConfiguration blueGreen = blueGreen(action, ready, termination);
    return DeploymentGroupSpecBuilder.builder()
        .deploymentGroupName("production")
        .serviceRoleArn("role")
        .ecsService(new ECSService("shop", "demo"))
        .targetGroupPairInfo(pair("blue", "green"))
        .terminateBlueInstancesOnDeploymentSuccess(GroupRules.termination(blueGreen))
        .deploymentReadyOption(GroupRules.ready(blueGreen))
        .build();
  }

  static BlueGreenDeploymentConfiguration blueGreen(
      DeploymentReadyAction action, int ready, int termination) {
    return BlueGreenDeploymentConfiguration.builder()
        .terminateBlueInstancesOnDeploymentSuccess(
            BlueInstanceTerminationOption.builder()
                .terminationWaitTimeInMinutes(termination)
                .build())
        .deploymentReadyOption(
            DeploymentReadyOption.builder()
                .actionOnTimeout(action)
                .waitTimeInMinutes(ready)
                .build())
        .build();
  }

  static TargetGroupPairInfo pair(String... targetGroups) {
    return TargetGroupPairInfo.builder()
        .targetGroups(List.of(targetGroups).stream().map(TargetGroupInfo::new).toList())
        .prodTrafficRoute(new TrafficRoute(List.of("production-listener")))
        .testTrafficRoute(new TrafficRoute(List.of("test-listener")))
        .build();
  }

  static LoadBalancerInfo loadBalancers(TargetGroupPairInfo... pairs) {
    return LoadBalancerInfo.builder().targetGroupPairInfoList(List.of(pairs)).build();
  }
}
