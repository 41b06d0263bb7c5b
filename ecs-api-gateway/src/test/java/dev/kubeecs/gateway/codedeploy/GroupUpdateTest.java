package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.api.codedeploy.DeploymentReadyAction.CONTINUE_DEPLOYMENT;
import static dev.kubeecs.api.codedeploy.DeploymentReadyAction.STOP_DEPLOYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.codedeploy.BlueGreenDeploymentConfiguration;
import dev.kubeecs.api.codedeploy.DeploymentReadyOption;
import dev.kubeecs.api.codedeploy.UpdateDeploymentGroupInput;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;
import org.junit.jupiter.api.Test;

/** What UpdateDeploymentGroup changes, and what it leaves alone. */
class GroupUpdateTest {

  private static final DeploymentGroupSpec GROUP = Groups.group(STOP_DEPLOYMENT, 30, 5);

  @Test
  void whatIsLeftOutStays() {
    assertThat(GroupUpdate.of(UpdateDeploymentGroupInput.builder().build(), GROUP))
        .isEqualTo(GROUP);
  }

  @Test
  void oneMemberOfTheBlueGreenConfigurationChangesAlone() {
    DeploymentGroupSpec changed =
        GroupUpdate.of(
            UpdateDeploymentGroupInput.builder()
                .deploymentConfigName("CodeDeployDefault.ECSCanary10Percent5Minutes")
                .blueGreenDeploymentConfiguration(
                    BlueGreenDeploymentConfiguration.builder()
                        .deploymentReadyOption(
                            DeploymentReadyOption.builder()
                                .actionOnTimeout(CONTINUE_DEPLOYMENT)
                                .build())
                        .build())
                .build(),
            GROUP);
    assertThat(changed.deploymentConfigName()).endsWith("Canary10Percent5Minutes");
    assertThat(changed.deploymentReadyOption().actionOnTimeout()).isEqualTo(CONTINUE_DEPLOYMENT);
    assertThat(changed.deploymentReadyOption().waitTimeInMinutes()).isZero();
    assertThat(changed.terminateBlueInstancesOnDeploymentSuccess())
        .isEqualTo(GROUP.terminateBlueInstancesOnDeploymentSuccess());
    assertThat(changed.targetGroupPairInfo()).isEqualTo(GROUP.targetGroupPairInfo());
  }
}
