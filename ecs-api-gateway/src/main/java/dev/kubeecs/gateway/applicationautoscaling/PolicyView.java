package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.Alarm;
import dev.kubeecs.api.applicationautoscaling.MetricType;
import dev.kubeecs.api.applicationautoscaling.PolicyType;
import dev.kubeecs.api.applicationautoscaling.PredefinedMetricSpecification;
import dev.kubeecs.api.applicationautoscaling.ScalableDimension;
import dev.kubeecs.api.applicationautoscaling.ScalingPolicy;
import dev.kubeecs.api.applicationautoscaling.ServiceNamespace;
import dev.kubeecs.api.applicationautoscaling.TargetTrackingScalingPolicyConfiguration;
import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.autoscaling.TargetTracking;
import dev.kubeecs.resources.naming.Account;
import java.time.Instant;
import java.util.List;

/** A policy as DescribeScalingPolicies shows it. */
final class PolicyView {

  private PolicyView() {}

  static ScalingPolicy of(Account account, ScalableTarget target, ScalingPolicySpec policy) {
    return ScalingPolicy.builder()
        .policyARN(ScalableTargets.policyArn(account, target, policy.policyName()))
        .policyName(policy.policyName())
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId(target.getSpec().resourceId())
        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIREDCOUNT)
        .policyType(PolicyType.TARGETTRACKINGSCALING)
        .targetTrackingScalingPolicyConfiguration(
            targetTracking(policy.targetTrackingScalingPolicyConfiguration()))
        .alarms(alarms(account, target, policy))
        .creationTime(
            or(policy.creationTime(), Instant.parse(target.getMetadata().getCreationTimestamp())))
        .build();
  }

  /** The alarms that invoke a policy. */
  static List<Alarm> alarms(Account account, ScalableTarget target, ScalingPolicySpec policy) {
    Alarm high = alarm(account, ScalableTargets.alarmHigh(target, policy.policyName()));
    return or(policy.targetTrackingScalingPolicyConfiguration().disableScaleIn(), false)
        ? List.of(high)
        : List.of(high, alarm(account, ScalableTargets.alarmLow(target, policy.policyName())));
  }

  private static Alarm alarm(Account account, String name) {
    return new Alarm(name, ScalableTargets.alarmArn(account, name));
  }

  private static TargetTrackingScalingPolicyConfiguration targetTracking(TargetTracking tracking) {
    PredefinedMetric metric = tracking.predefinedMetricSpecification();
    return TargetTrackingScalingPolicyConfiguration.builder()
        .targetValue(tracking.targetValue())
        .predefinedMetricSpecification(
            new PredefinedMetricSpecification(
                type(metric.predefinedMetricType()), metric.resourceLabel()))
        .scaleOutCooldown(tracking.scaleOutCooldown())
        .scaleInCooldown(tracking.scaleInCooldown())
        .disableScaleIn(or(tracking.disableScaleIn(), false))
        .build();
  }

  private static MetricType type(ServiceMetric metric) {
    return switch (metric) {
      case CPU -> MetricType.ECSSERVICEAVERAGECPUUTILIZATION;
      case MEMORY -> MetricType.ECSSERVICEAVERAGEMEMORYUTILIZATION;
      case REQUESTS_PER_TARGET -> MetricType.ALBREQUESTCOUNTPERTARGET;
    };
  }
}
