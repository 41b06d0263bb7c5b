package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.AppSpecContent;
import dev.kubeecs.api.codedeploy.AutoRollbackConfiguration;
import dev.kubeecs.api.codedeploy.AutoRollbackEvent;
import dev.kubeecs.api.codedeploy.ComputePlatform;
import dev.kubeecs.api.codedeploy.DeploymentCreator;
import dev.kubeecs.api.codedeploy.DeploymentInfo;
import dev.kubeecs.api.codedeploy.DeploymentOverview;
import dev.kubeecs.api.codedeploy.DeploymentStatus;
import dev.kubeecs.api.codedeploy.RawString;
import dev.kubeecs.api.codedeploy.RevisionLocation;
import dev.kubeecs.api.codedeploy.RevisionLocationType;
import dev.kubeecs.api.codedeploy.RollbackInfo;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A deployment as GetDeployment tells it. */
final class DeploymentView {

  private DeploymentView() {}

  /**
   * The record of a deployment.
   *
   * @param group its deployment group as it is now, if it is still there
   */
  static DeploymentInfo of(Deployment deployment, Optional<DeploymentGroupSpec> group) {
    CodeDeployDeployment asked = deployment.asked();
    DeploymentStatus status = deployment.status();
    return DeploymentInfo.builder()
        .applicationName(asked.applicationName())
        .deploymentGroupName(asked.deploymentGroupName())
        .deploymentConfigName(asked.deploymentConfigName())
        .deploymentId(asked.deploymentId())
        .revision(revision(deployment))
        .status(status)
        .errorInformation(deployment.error())
        .createTime(asked.createTime())
        .startTime(deployment.told().startedAt())
        .completeTime(deployment.completeTime())
        .deploymentOverview(overview(status))
        .description(asked.description())
        .creator(DeploymentCreator.USER)
        .ignoreApplicationStopFailures(false)
        .autoRollbackConfiguration(rollback(asked))
        .updateOutdatedInstancesOnly(false)
        .rollbackInfo(
            Optional.ofNullable(deployment.told().rollback())
                .map(begun -> RollbackInfo.builder().rollbackMessage(begun.reason()).build())
                .orElse(null))
        .deploymentStyle(GroupView.STYLE)
        .instanceTerminationWaitTimeStarted(deployment.awaitsTermination())
        .blueGreenDeploymentConfiguration(group.map(GroupView::blueGreen).orElse(null))
        .loadBalancerInfo(group.map(GroupView::loadBalancers).orElse(null))
        .computePlatform(ComputePlatform.ECS)
        .build();
  }

  /** What it deploys. */
  static RevisionLocation revision(Deployment deployment) {
    CodeDeployDeployment asked = deployment.asked();
    RevisionLocationType type = or(asked.revisionType(), RevisionLocationType.APPSPECCONTENT);
    RevisionLocation.Builder revision = RevisionLocation.builder().revisionType(type);
    return type == RevisionLocationType.STRING
        ? revision.string(new RawString(asked.appSpec(), asked.sha256())).build()
        : revision.appSpecContent(new AppSpecContent(asked.appSpec(), asked.sha256())).build();
  }

  private static AutoRollbackConfiguration rollback(CodeDeployDeployment asked) {
    List<AutoRollbackEvent> events = new ArrayList<>();
    if (or(asked.rollbackOnFailure(), false)) {
      events.add(AutoRollbackEvent.DEPLOYMENT_FAILURE);
    }
    if (or(asked.rollbackOnStop(), false)) {
      events.add(AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST);
    }
    return AutoRollbackConfiguration.builder().enabled(!events.isEmpty()).events(events).build();
  }

  /** A service is one target. */
  private static DeploymentOverview overview(DeploymentStatus status) {
    return switch (status) {
      case CREATED, QUEUED -> new DeploymentOverview(1L, 0L, 0L, 0L, 0L, 0L);
      case INPROGRESS, BAKING -> new DeploymentOverview(0L, 1L, 0L, 0L, 0L, 0L);
      case SUCCEEDED -> new DeploymentOverview(0L, 0L, 1L, 0L, 0L, 0L);
      case FAILED, STOPPED -> new DeploymentOverview(0L, 0L, 0L, 1L, 0L, 0L);
      case READY -> new DeploymentOverview(0L, 0L, 0L, 0L, 0L, 1L);
    };
  }
}
