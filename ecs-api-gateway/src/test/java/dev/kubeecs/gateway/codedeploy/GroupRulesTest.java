package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.api.codedeploy.DeploymentReadyAction.CONTINUE_DEPLOYMENT;
import static dev.kubeecs.api.codedeploy.DeploymentReadyAction.STOP_DEPLOYMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.codedeploy.AutoRollbackConfiguration;
import dev.kubeecs.api.codedeploy.BlueGreenDeploymentConfiguration;
import dev.kubeecs.api.codedeploy.BlueInstanceTerminationOption;
import dev.kubeecs.api.codedeploy.DeploymentOption;
import dev.kubeecs.api.codedeploy.DeploymentStyle;
import dev.kubeecs.api.codedeploy.DeploymentType;
import dev.kubeecs.api.codedeploy.ECSService;
import dev.kubeecs.api.codedeploy.InstanceAction;
import dev.kubeecs.api.codedeploy.TrafficRoute;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Deployment groups that no service can be deployed by. */
class GroupRulesTest {

  @Test
  void whatIsLeftOutIsAnsweredAll() {
    assertThat(GroupRules.termination(null).terminationWaitTimeInMinutes()).isZero();
    assertThat(GroupRules.ready(null).actionOnTimeout()).isEqualTo(CONTINUE_DEPLOYMENT);
    assertThat(GroupRules.ready(null).waitTimeInMinutes()).isZero();
    GroupRules.check((DeploymentStyle) null);
  }

  @Test
  void oneServiceAndOnePairOfTargetGroups() {
    refused("InvalidECSServiceException", () -> GroupRules.service(List.of()));
    ECSService service = new ECSService("shop", null);
    refused("InvalidECSServiceException", () -> GroupRules.service(List.of(service, service)));
    assertThat(GroupRules.service(List.of(service))).isEqualTo(service);
    refused("InvalidLoadBalancerInfoException", () -> GroupRules.pair(null));
    refused("InvalidLoadBalancerInfoException", () -> GroupRules.pair(Groups.loadBalancers()));
    refused(
        "InvalidTargetGroupPairException",
        () -> GroupRules.pair(Groups.loadBalancers(Groups.pair("blue", "blue"))));
    refused(
        "InvalidTargetGroupPairException",
        () -> GroupRules.pair(Groups.loadBalancers(Groups.pair("blue"))));
    refused(
        "InvalidTargetGroupPairException",
        () ->
            GroupRules.pair(
                Groups.loadBalancers(
                    Groups.pair("blue", "green").toBuilder()
                        .prodTrafficRoute(new TrafficRoute(List.of("one", "two")))
                        .build())));
  }

  @Test
  void onlyBlueGreenWithTrafficControl() {
    refused(
        "InvalidDeploymentStyleException",
        () ->
            GroupRules.check(
                DeploymentStyle.builder()
                    .deploymentType(DeploymentType.IN_PLACE)
                    .deploymentOption(DeploymentOption.WITH_TRAFFIC_CONTROL)
                    .build()));
    GroupRules.check(GroupView.STYLE);
  }

  @Test
  void waitsThatMeanNothing() {
    String code = "InvalidBlueGreenDeploymentConfigurationException";
    refused(code, () -> GroupRules.ready(Groups.blueGreen(STOP_DEPLOYMENT, 0, 0)));
    refused(code, () -> GroupRules.ready(Groups.blueGreen(CONTINUE_DEPLOYMENT, 5, 0)));
    refused(code, () -> GroupRules.termination(Groups.blueGreen(CONTINUE_DEPLOYMENT, 0, 1441)));
    refused(
        code,
        () ->
            GroupRules.termination(
                BlueGreenDeploymentConfiguration.builder()
                    .terminateBlueInstancesOnDeploymentSuccess(
                        BlueInstanceTerminationOption.builder()
                            .action(InstanceAction.KEEP_ALIVE)
                            .build())
                    .build()));
    refused(
        "InvalidAutoRollbackConfigException",
        () -> GroupRules.check(AutoRollbackConfiguration.builder().enabled(true).build()));
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call).extracting("code").isEqualTo(code);
  }
}
