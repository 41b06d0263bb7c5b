package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;

/**
 * The events of a deployment at which an AppSpec may name a hook. Source: the CodeDeploy user
 * guide, "AppSpec 'hooks' section for an Amazon ECS deployment".
 */
enum HookEvent {
  /** Before the new tasks are made. */
  BEFORE_INSTALL("BeforeInstall", DeploymentLifecycleHookStage.PRE_SCALE_UP),
  /** The new tasks are healthy. */
  AFTER_INSTALL("AfterInstall", DeploymentLifecycleHookStage.POST_SCALE_UP),
  /** Test traffic has gone over. */
  AFTER_ALLOW_TEST_TRAFFIC(
      "AfterAllowTestTraffic", DeploymentLifecycleHookStage.TEST_TRAFFIC_SHIFT),
  /** Before production traffic goes over. */
  BEFORE_ALLOW_TRAFFIC(
      "BeforeAllowTraffic", DeploymentLifecycleHookStage.PRE_PRODUCTION_TRAFFIC_SHIFT),
  /** All production traffic has gone over. */
  AFTER_ALLOW_TRAFFIC(
      "AfterAllowTraffic", DeploymentLifecycleHookStage.POST_PRODUCTION_TRAFFIC_SHIFT);

  private final String event;
  private final DeploymentLifecycleHookStage stage;

  HookEvent(String event, DeploymentLifecycleHookStage stage) {
    this.event = event;
    this.stage = stage;
  }

  /** As an AppSpec names it. */
  String event() {
    return event;
  }

  /** The stage of a deployment of ECS that it is. */
  DeploymentLifecycleHookStage stage() {
    return stage;
  }
}
