package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.DeploymentReadyAction;
import dev.kubeecs.api.codedeploy.DeploymentReadyOption;
import dev.kubeecs.api.codedeploy.TrafficRoutingConfig;
import dev.kubeecs.api.ecs.AdvancedConfiguration;
import dev.kubeecs.api.ecs.CanaryConfiguration;
import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTimeoutConfiguration;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LinearConfiguration;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.service.EcsServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a deployment of CodeDeploy makes of a service: what a BLUE_GREEN, LINEAR or CANARY service
 * has in its spec. The circuit breaker stands for the hour after which CodeDeploy gives up tasks
 * that do not get healthy.
 *
 * @param group how the service is deployed
 * @param routing how traffic is shifted
 * @param appSpec what is deployed
 * @param routes where traffic comes from
 * @param targetGroups ARNs of the pair by name
 * @param asked what CreateDeployment was asked for
 */
record DeploymentPlan(
    DeploymentGroupSpec group,
    TrafficRoutingConfig routing,
    AppSpec appSpec,
    Routes routes,
    Map<String, String> targetGroups,
    CodeDeployDeployment asked) {

  /** How long a hook may take before the deployment has failed. Source: as for the hooks. */
  private static final int HOOK_MINUTES = 60;

  private static final DeploymentConfiguration NOTHING = DeploymentConfiguration.builder().build();

  /**
   * The service as it shall be.
   *
   * @param taskDefinition {@code family:revision}
   */
  EcsServiceSpec applied(EcsServiceSpec spec, String taskDefinition) {
    boolean byStrategy = !appSpec.capacityProviderStrategy().isEmpty();
    return spec.with(
        s ->
            s.taskDefinition(taskDefinition)
                .loadBalancers(List.of(loadBalancer(spec.loadBalancers().getFirst())))
                .platformVersion(or(appSpec.platformVersion(), spec.platformVersion()))
                .networkConfiguration(
                    or(appSpec.networkConfiguration(), spec.networkConfiguration()))
                .launchType(byStrategy ? null : spec.launchType())
                .capacityProviderStrategy(
                    byStrategy
                        ? appSpec.capacityProviderStrategy()
                        : spec.capacityProviderStrategy())
                .deploymentConfiguration(configuration(or(spec.deploymentConfiguration(), NOTHING)))
                .codeDeploy(asked));
  }

  private LoadBalancer loadBalancer(LoadBalancer present) {
    String name = ElbArn.targetGroupName(present.targetGroupArn());
    String other =
        Routes.names(group.targetGroupPairInfo()).stream()
            .filter(each -> !each.equals(name))
            .findFirst()
            .orElseThrow();
    return present.toBuilder()
        .containerName(appSpec.containerName())
        .containerPort(appSpec.containerPort())
        .advancedConfiguration(
            AdvancedConfiguration.builder()
                .alternateTargetGroupArn(targetGroups.get(other))
                .productionListenerRule(routes.production())
                .testListenerRule(routes.test().orElse(null))
                .roleArn(group.serviceRoleArn())
                .build())
        .build();
  }

  private DeploymentConfiguration configuration(DeploymentConfiguration present) {
    DeploymentConfiguration.Builder configuration =
        DeploymentConfiguration.builder()
            .maximumPercent(present.maximumPercent())
            .minimumHealthyPercent(present.minimumHealthyPercent())
            .deploymentCircuitBreaker(
                DeploymentCircuitBreaker.builder()
                    .enable(true)
                    .rollback(or(asked.rollbackOnFailure(), false))
                    .build())
            .bakeTimeInMinutes(
                GroupView.blueGreen(group)
                    .terminateBlueInstancesOnDeploymentSuccess()
                    .terminationWaitTimeInMinutes())
            .lifecycleHooks(hooks());
    return switch (routing.type()) {
      case ALLATONCE -> configuration.strategy(DeploymentStrategy.BLUE_GREEN).build();
      case TIMEBASEDLINEAR ->
          configuration
              .strategy(DeploymentStrategy.LINEAR)
              .linearConfiguration(
                  LinearConfiguration.builder()
                      .stepPercent(routing.timeBasedLinear().linearPercentage().doubleValue())
                      .stepBakeTimeInMinutes(routing.timeBasedLinear().linearInterval())
                      .build())
              .build();
      case TIMEBASEDCANARY ->
          configuration
              .strategy(DeploymentStrategy.CANARY)
              .canaryConfiguration(
                  CanaryConfiguration.builder()
                      .canaryPercent(routing.timeBasedCanary().canaryPercentage().doubleValue())
                      .canaryBakeTimeInMinutes(routing.timeBasedCanary().canaryInterval())
                      .build())
              .build();
    };
  }

  private List<DeploymentLifecycleHook> hooks() {
    List<DeploymentLifecycleHook> hooks = new ArrayList<>();
    for (HookEvent event : HookEvent.values()) {
      if (appSpec.hooks().containsKey(event)) {
        hooks.add(
            DeploymentLifecycleHook.builder()
                .targetType(DeploymentLifecycleHookTargetType.AWS_LAMBDA)
                .hookTargetArn(appSpec.hooks().get(event))
                .roleArn(group.serviceRoleArn())
                .lifecycleStages(List.of(event.stage()))
                .timeoutConfiguration(rollbackAfter(HOOK_MINUTES))
                .build());
      }
    }
    DeploymentReadyOption ready = GroupView.blueGreen(group).deploymentReadyOption();
    if (ready.actionOnTimeout() == DeploymentReadyAction.STOP_DEPLOYMENT) {
      hooks.add(
          DeploymentLifecycleHook.builder()
              .targetType(DeploymentLifecycleHookTargetType.PAUSE)
              .lifecycleStages(List.of(DeploymentLifecycleHookStage.POST_TEST_TRAFFIC_SHIFT))
              .timeoutConfiguration(rollbackAfter(ready.waitTimeInMinutes()))
              .build());
    }
    return hooks;
  }

  private static DeploymentLifecycleHookTimeoutConfiguration rollbackAfter(int minutes) {
    return DeploymentLifecycleHookTimeoutConfiguration.builder()
        .timeoutInMinutes(minutes)
        .action(DeploymentLifecycleHookAction.ROLLBACK)
        .build();
  }
}
