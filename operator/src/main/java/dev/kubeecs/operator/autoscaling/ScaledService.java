package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.SuspendedState;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpec;
import dev.kubeecs.resources.autoscaling.ScalableTargetStatus;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scalable target and everything that a decision about it depends on, at one instant.
 *
 * @param target the scalable target
 * @param account whose it is
 * @param service the service that it names, where it can be scaled
 * @param problem why it cannot
 * @param metrics of the policies that track a target, by their names
 * @param alarms whose present state invokes a policy, by its name
 * @param now the instant
 */
@RecordBuilder
record ScaledService(
    ScalableTarget target,
    Account account,
    Optional<EcsService> service,
    Optional<Problem> problem,
    Map<String, Measured> metrics,
    Map<String, List<MetricAlarm>> alarms,
    Instant now)
    implements ScaledServiceBuilder.With {

  ScaledService {
    metrics = Map.copyOf(metrics);
    alarms = Map.copyOf(alarms);
  }

  ScalableTargetSpec spec() {
    return target.getSpec();
  }

  ScalableTargetStatus before() {
    return or(target.getStatus(), ScalableTargetStatus.NONE);
  }

  SuspendedState suspended() {
    return or(spec().suspendedState(), SuspendedState.builder().build());
  }

  /** Source: the ECS developer guide; while a deployment is under way nothing is scaled in. */
  boolean deploying() {
    return service
        .map(EcsService::getStatus)
        .map(status -> status.deployments())
        .map(
            deployments ->
                deployments.size() > 1
                    || deployments.stream()
                        .anyMatch(d -> d.rolloutState() == DeploymentRolloutState.IN_PROGRESS))
        .orElse(true);
  }
}
