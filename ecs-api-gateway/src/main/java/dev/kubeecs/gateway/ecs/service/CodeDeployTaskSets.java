package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.api.ecs.ScaleUnit;
import dev.kubeecs.api.ecs.StabilityStatus;
import dev.kubeecs.api.ecs.TaskSet;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.TrafficShift;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The deployments of a service that CodeDeploy deploys, which ECS tells as task sets. */
@Singleton
final class CodeDeployTaskSets {

  private static final Scale ALL = Scale.builder().value(100.0).unit(ScaleUnit.PERCENT).build();
  private static final double ALL_TRAFFIC = 100;

  private final Store<EcsServiceRevision> revisions;
  private final Store<EcsServiceDeployment> rollouts;

  CodeDeployTaskSets(Stores stores) {
    this.revisions = stores.of(EcsServiceRevision.class);
    this.rollouts = stores.of(EcsServiceDeployment.class);
  }

  /**
   * The task sets of a service.
   *
   * @param deployments of the service, the newest first
   */
  List<TaskSet> of(EcsService service, List<Deployment> deployments, Account account) {
    List<TaskSet> taskSets = new ArrayList<>();
    int primary = primary(service, deployments);
    for (int i = 0; i < deployments.size(); i++) {
      taskSets.add(taskSet(service, deployments.get(i), i == primary, account));
    }
    return taskSets;
  }

  /** The newest is PRIMARY once all traffic goes to it. */
  private int primary(EcsService service, List<Deployment> deployments) {
    boolean before =
        deployments.size() > 1
            && rollout(service, deployments.getFirst())
                .filter(rollout -> !hasAllTraffic(rollout))
                .isPresent();
    return before ? 1 : 0;
  }

  private static boolean hasAllTraffic(EcsServiceDeployment rollout) {
    return rollout.getStatus() != null
        && (rollout.getStatus().finishedAt() != null
            || Optional.ofNullable(rollout.getStatus().trafficShift())
                .map(TrafficShift::productionWeight)
                .filter(weight -> weight >= ALL_TRAFFIC)
                .isPresent());
  }

  private TaskSet taskSet(
      EcsService service, Deployment deployment, boolean primary, Account account) {
    String cluster = ServiceFacts.cluster(service);
    String name = ServiceFacts.name(service);
    Optional<String> codeDeploy =
        rollout(service, deployment)
            .map(rollout -> rollout.getSpec().codeDeploy())
            .map(asked -> asked.deploymentId());
    return TaskSet.builder()
        .id(deployment.id())
        .taskSetArn(account.taskSetArn(cluster, name, deployment.id()))
        .serviceArn(account.serviceArn(cluster, name))
        .clusterArn(account.clusterArn(cluster))
        .startedBy(codeDeploy.map(id -> "CODE_DEPLOY").orElse(null))
        .externalId(codeDeploy.orElse(null))
        .status(primary ? "PRIMARY" : deployment.desiredCount() == 0 ? "DRAINING" : "ACTIVE")
        .taskDefinition(deployment.taskDefinition())
        .computedDesiredCount(deployment.desiredCount())
        .pendingCount(deployment.pendingCount())
        .runningCount(deployment.runningCount())
        .createdAt(deployment.createdAt())
        .updatedAt(deployment.updatedAt())
        .launchType(deployment.launchType())
        .capacityProviderStrategy(asEmpty(deployment.capacityProviderStrategy()))
        .platformVersion(deployment.platformVersion())
        .platformFamily(deployment.platformFamily())
        .networkConfiguration(deployment.networkConfiguration())
        .loadBalancers(loadBalancers(service, deployment))
        .serviceRegistries(asEmpty(service.getSpec().serviceRegistries()))
        .scale(ALL)
        .stabilityStatus(
            deployment.rolloutState() == DeploymentRolloutState.COMPLETED
                    || (deployment.pendingCount() == 0
                        && deployment.runningCount().equals(deployment.desiredCount()))
                ? StabilityStatus.STEADY_STATE
                : StabilityStatus.STABILIZING)
        .stabilityStatusAt(deployment.updatedAt())
        .tags(List.of())
        .build();
  }

  /** Where its tasks are registered. */
  private List<LoadBalancer> loadBalancers(EcsService service, Deployment deployment) {
    Optional<EcsServiceRevision> revision =
        revisions.find(service.getMetadata().getNamespace(), objectName(service, deployment));
    boolean alternate =
        revision
            .filter(found -> asEmpty(found.getMetadata().getLabels()).containsKey(Labels.ALTERNATE))
            .isPresent();
    return revision
        .map(found -> asEmpty(found.getSpec().loadBalancers()))
        .orElse(asEmpty(service.getSpec().loadBalancers()))
        .stream()
        .map(
            loadBalancer ->
                alternate && loadBalancer.advancedConfiguration() != null
                    ? loadBalancer.toBuilder()
                        .targetGroupArn(
                            or(
                                loadBalancer.advancedConfiguration().alternateTargetGroupArn(),
                                loadBalancer.targetGroupArn()))
                        .build()
                    : loadBalancer)
        .map(loadBalancer -> loadBalancer.toBuilder().advancedConfiguration(null).build())
        .toList();
  }

  private Optional<EcsServiceDeployment> rollout(EcsService service, Deployment deployment) {
    return rollouts.find(service.getMetadata().getNamespace(), objectName(service, deployment));
  }

  private static String objectName(EcsService service, Deployment deployment) {
    return ObjectNames.serviceRevision(
        ServiceFacts.name(service), deployment.id().substring(deployment.id().indexOf('/') + 1));
  }
}
