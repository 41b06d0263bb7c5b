package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.Alarm;
import dev.kubeecs.api.applicationautoscaling.MetricType;
import dev.kubeecs.api.applicationautoscaling.PolicyType;
import dev.kubeecs.api.applicationautoscaling.PredefinedMetricSpecification;
import dev.kubeecs.api.applicationautoscaling.ScalableDimension;
import dev.kubeecs.api.applicationautoscaling.ScalingPolicy;
import dev.kubeecs.api.applicationautoscaling.ServiceNamespace;
import dev.kubeecs.api.applicationautoscaling.StepScalingPolicyConfiguration;
import dev.kubeecs.api.applicationautoscaling.TargetTrackingScalingPolicyConfiguration;
import dev.kubeecs.gateway.cloudwatch.KnownAlarms;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.alarm.PolicyReference;
import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.autoscaling.StepScaling;
import dev.kubeecs.resources.autoscaling.TargetTracking;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A policy as DescribeScalingPolicies shows it. */
@Singleton
final class PolicyView {

  private final KnownAlarms alarms;

  PolicyView(KnownAlarms alarms) {
    this.alarms = alarms;
  }

  ScalingPolicy of(Call call, ScalableTarget target, ScalingPolicySpec policy) {
    TargetTracking tracking = policy.targetTrackingScalingPolicyConfiguration();
    StepScaling steps = policy.stepScalingPolicyConfiguration();
    return ScalingPolicy.builder()
        .policyARN(ScalableTargets.policyArn(call.account(), target, policy.policyName()))
        .policyName(policy.policyName())
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId(target.getSpec().resourceId())
        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIREDCOUNT)
        .policyType(steps == null ? PolicyType.TARGETTRACKINGSCALING : PolicyType.STEPSCALING)
        .targetTrackingScalingPolicyConfiguration(
            tracking == null ? null : targetTracking(tracking))
        .stepScalingPolicyConfiguration(steps == null ? null : steps(steps))
        .alarms(alarms(call, target, policy))
        .creationTime(
            or(policy.creationTime(), Instant.parse(target.getMetadata().getCreationTimestamp())))
        .build();
  }

  /** The alarms that invoke a policy. */
  List<Alarm> alarms(Call call, ScalableTarget target, ScalingPolicySpec policy) {
    return names(call, target, policy)
        .map(name -> new Alarm(name, ScalableTargets.alarmArn(call.account(), name)))
        .toList();
  }

  private Stream<String> names(Call call, ScalableTarget target, ScalingPolicySpec policy) {
    String name = policy.policyName();
    TargetTracking tracking = policy.targetTrackingScalingPolicyConfiguration();
    if (tracking == null) {
      return alarms
          .invoking(call, new PolicyReference(target.getSpec().resourceId(), name))
          .stream();
    }
    String high = ScalableTargets.alarmHigh(target, name);
    return or(tracking.disableScaleIn(), false)
        ? Stream.of(high)
        : Stream.of(high, ScalableTargets.alarmLow(target, name));
  }

  private static StepScalingPolicyConfiguration steps(StepScaling steps) {
    return StepScalingPolicyConfiguration.builder()
        .adjustmentType(steps.adjustmentType())
        .stepAdjustments(steps.stepAdjustments())
        .minAdjustmentMagnitude(steps.minAdjustmentMagnitude())
        .cooldown(steps.cooldown())
        .metricAggregationType(steps.metricAggregationType())
        .build();
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
