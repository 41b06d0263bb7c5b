package dev.kubeecs.resources.service;

import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.ServiceDeploymentLifecycleStage;
import java.util.Optional;

/**
 * What a deployment that shifts traffic does at a time, in this order; the two about production
 * traffic once for every step. Source: the ECS developer guide, "Lifecycle hooks for Amazon ECS
 * service deployments".
 */
public enum TrafficShiftStage {
  /** Whatever an unfinished deployment before has left is cleared away. */
  RECONCILE_SERVICE,
  /** The new revision has no tasks yet. */
  PRE_SCALE_UP,
  /** The new revision gets its tasks; nobody is served by them. */
  SCALE_UP,
  /** The new tasks are healthy. */
  POST_SCALE_UP,
  /** Test traffic goes to the new revision. */
  TEST_TRAFFIC_SHIFT,
  /** Test traffic has gone over. */
  POST_TEST_TRAFFIC_SHIFT,
  /** Before each step; hooks know it, DescribeServiceDeployments does not. */
  PRE_PRODUCTION_TRAFFIC_SHIFT,
  /** One step of production traffic goes to the new revision. */
  PRODUCTION_TRAFFIC_SHIFT,
  /** All production traffic has gone over. */
  POST_PRODUCTION_TRAFFIC_SHIFT,
  /** Both revisions run on, in case that something is wrong with the new one. */
  BAKE_TIME,
  /** The old revision goes. */
  CLEAN_UP;

  /** The stage as DescribeServiceDeployments tells it. */
  public ServiceDeploymentLifecycleStage told() {
    return switch (this) {
      case RECONCILE_SERVICE -> ServiceDeploymentLifecycleStage.RECONCILE_SERVICE;
      case PRE_SCALE_UP -> ServiceDeploymentLifecycleStage.PRE_SCALE_UP;
      case SCALE_UP -> ServiceDeploymentLifecycleStage.SCALE_UP;
      case POST_SCALE_UP -> ServiceDeploymentLifecycleStage.POST_SCALE_UP;
      case TEST_TRAFFIC_SHIFT -> ServiceDeploymentLifecycleStage.TEST_TRAFFIC_SHIFT;
      case POST_TEST_TRAFFIC_SHIFT -> ServiceDeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT;
      case PRE_PRODUCTION_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT ->
          ServiceDeploymentLifecycleStage.PRODUCTION_TRAFFIC_SHIFT;
      case POST_PRODUCTION_TRAFFIC_SHIFT ->
          ServiceDeploymentLifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT;
      case BAKE_TIME -> ServiceDeploymentLifecycleStage.BAKE_TIME;
      case CLEAN_UP -> ServiceDeploymentLifecycleStage.CLEAN_UP;
    };
  }

  /** The stage as hooks name it; empty where none can be. */
  public Optional<DeploymentLifecycleHookStage> ofHooks() {
    return switch (this) {
      case RECONCILE_SERVICE -> Optional.of(DeploymentLifecycleHookStage.RECONCILE_SERVICE);
      case PRE_SCALE_UP -> Optional.of(DeploymentLifecycleHookStage.PRE_SCALE_UP);
      case POST_SCALE_UP -> Optional.of(DeploymentLifecycleHookStage.POST_SCALE_UP);
      case TEST_TRAFFIC_SHIFT -> Optional.of(DeploymentLifecycleHookStage.TEST_TRAFFIC_SHIFT);
      case POST_TEST_TRAFFIC_SHIFT ->
          Optional.of(DeploymentLifecycleHookStage.POST_TEST_TRAFFIC_SHIFT);
      case PRE_PRODUCTION_TRAFFIC_SHIFT ->
          Optional.of(DeploymentLifecycleHookStage.PRE_PRODUCTION_TRAFFIC_SHIFT);
      case PRODUCTION_TRAFFIC_SHIFT ->
          Optional.of(DeploymentLifecycleHookStage.PRODUCTION_TRAFFIC_SHIFT);
      case POST_PRODUCTION_TRAFFIC_SHIFT ->
          Optional.of(DeploymentLifecycleHookStage.POST_PRODUCTION_TRAFFIC_SHIFT);
      case SCALE_UP, BAKE_TIME, CLEAN_UP -> Optional.empty();
    };
  }
}
