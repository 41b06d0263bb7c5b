package dev.kubeecs.gateway.ecs.express;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ExpressGatewayScalingTarget;
import dev.kubeecs.api.ecs.ExpressGatewayServiceScalingMetric;
import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpec;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpecBuilder;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.autoscaling.TargetTrackingBuilder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Between how many tasks an Express service has, and what decides: the policy of a scalable target.
 */
final class ExpressScaling {

  /** The policy that is the service's own; others may stand beside it. */
  static final String POLICY = "ecs-express";

  private static final int MIN = 1;
  private static final int MAX = 20;
  private static final int TARGET = 60;

  private ExpressScaling() {}

  /** What is asked for over what is there (which may be null), with ECS's defaults for the rest. */
  static ExpressGatewayScalingTarget merged(
      ExpressGatewayScalingTarget present, ExpressGatewayScalingTarget asked) {
    ExpressGatewayScalingTarget none = ExpressGatewayScalingTarget.builder().build();
    ExpressGatewayScalingTarget before = or(present, none);
    ExpressGatewayScalingTarget change = or(asked, none);
    int min = or(change.minTaskCount(), or(before.minTaskCount(), MIN));
    int max = or(change.maxTaskCount(), or(before.maxTaskCount(), Math.max(MAX, min)));
    if (min < 1) {
      throw invalidParameter("scalingTarget.minTaskCount must be at least 1.");
    }
    if (max < min) {
      throw invalidParameter("scalingTarget.maxTaskCount must not be less than minTaskCount.");
    }
    int value = or(change.autoScalingTargetValue(), or(before.autoScalingTargetValue(), TARGET));
    if (value < 1) {
      throw invalidParameter("scalingTarget.autoScalingTargetValue must be at least 1.");
    }
    return ExpressGatewayScalingTarget.builder()
        .minTaskCount(min)
        .maxTaskCount(max)
        .autoScalingMetric(
            or(
                change.autoScalingMetric(),
                or(before.autoScalingMetric(), ExpressGatewayServiceScalingMetric.AVERAGE_CPU)))
        .autoScalingTargetValue(value)
        .build();
  }

  /** A scalable target with that range and metric; what else it has stays. */
  static ScalableTargetSpec applied(ScalableTargetSpec spec, ExpressGatewayScalingTarget asked) {
    ScalingPolicySpec policy =
        ScalingPolicySpecBuilder.builder()
            .policyName(POLICY)
            .targetTrackingScalingPolicyConfiguration(
                TargetTrackingBuilder.builder()
                    .targetValue(asked.autoScalingTargetValue().doubleValue())
                    .predefinedMetricSpecification(
                        new PredefinedMetric(metric(asked.autoScalingMetric()), null))
                    .build())
            .build();
    return spec.with(
        s ->
            s.minCapacity(asked.minTaskCount())
                .maxCapacity(asked.maxTaskCount())
                .scalingPolicies(
                    Stream.concat(
                            Stream.of(policy),
                            asEmpty(spec.scalingPolicies()).stream()
                                .filter(other -> !POLICY.equals(other.policyName())))
                        .toList()));
  }

  /** The range and metric that a scalable target has. */
  static ExpressGatewayScalingTarget view(ScalableTargetSpec spec) {
    var view =
        ExpressGatewayScalingTarget.builder()
            .minTaskCount(spec.minCapacity())
            .maxTaskCount(spec.maxCapacity());
    asEmpty(spec.scalingPolicies()).stream()
        .filter(policy -> POLICY.equals(policy.policyName()))
        .map(ScalingPolicySpec::targetTrackingScalingPolicyConfiguration)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            tracking ->
                view.autoScalingTargetValue((int) Math.round(tracking.targetValue()))
                    .autoScalingMetric(
                        metric(tracking.predefinedMetricSpecification().predefinedMetricType())));
    return view.build();
  }

  /** Members that cannot be honoured: which target group a policy counts is known only later. */
  static List<String> unsupported(ExpressGatewayScalingTarget asked) {
    return asked != null
            && asked.autoScalingMetric()
                == ExpressGatewayServiceScalingMetric.REQUEST_COUNT_PER_TARGET
        ? List.of("scalingTarget.autoScalingMetric REQUEST_COUNT_PER_TARGET")
        : List.of();
  }

  private static ServiceMetric metric(ExpressGatewayServiceScalingMetric metric) {
    return metric == ExpressGatewayServiceScalingMetric.AVERAGE_MEMORY
        ? ServiceMetric.MEMORY
        : ServiceMetric.CPU;
  }

  private static ExpressGatewayServiceScalingMetric metric(ServiceMetric metric) {
    return switch (metric) {
      case MEMORY -> ExpressGatewayServiceScalingMetric.AVERAGE_MEMORY;
      case CPU -> ExpressGatewayServiceScalingMetric.AVERAGE_CPU;
      case REQUESTS_PER_TARGET -> ExpressGatewayServiceScalingMetric.REQUEST_COUNT_PER_TARGET;
    };
  }
}
