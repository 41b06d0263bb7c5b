package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.gateway.applicationautoscaling.ScalingErrors.invalid;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.PolicyType;
import dev.kubeecs.api.applicationautoscaling.PredefinedMetricSpecification;
import dev.kubeecs.api.applicationautoscaling.PutScalingPolicyRequest;
import dev.kubeecs.api.applicationautoscaling.TargetTrackingScalingPolicyConfiguration;
import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpecBuilder;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.autoscaling.TargetTracking;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a policy must be, beyond what the model says. */
final class PolicyRules {

  private PolicyRules() {}

  /**
   * The policy as it is after a request.
   *
   * @param before the policy of that name, if there is one
   * @param others the other policies of the same target
   */
  static ScalingPolicySpec policy(
      PutScalingPolicyRequest request,
      Optional<ScalingPolicySpec> before,
      List<ScalingPolicySpec> others) {
    ScalingPolicySpec policy =
        before.orElseGet(
            () -> ScalingPolicySpecBuilder.builder().policyName(request.policyName()).build());
    return switch (type(request, policy)) {
      case TARGETTRACKINGSCALING ->
          policy.with(
              p ->
                  p.targetTrackingScalingPolicyConfiguration(
                          targetTracking(request, policy, others))
                      .stepScalingPolicyConfiguration(null));
      case STEPSCALING ->
          policy.with(
              p ->
                  p.stepScalingPolicyConfiguration(StepPolicyRules.steps(request, policy))
                      .targetTrackingScalingPolicyConfiguration(null));
      case PREDICTIVESCALING -> throw invalid("PolicyType: nothing is forecast.");
    };
  }

  /** Source: the API reference; the type is StepScaling if a new policy does not tell it. */
  private static PolicyType type(PutScalingPolicyRequest request, ScalingPolicySpec before) {
    PolicyType type =
        or(
            request.policyType(),
            before.targetTrackingScalingPolicyConfiguration() == null
                ? PolicyType.STEPSCALING
                : PolicyType.TARGETTRACKINGSCALING);
    if (type != PolicyType.TARGETTRACKINGSCALING
        && request.targetTrackingScalingPolicyConfiguration() != null) {
      throw invalid(
          "TargetTrackingScalingPolicyConfiguration belongs to the PolicyType"
              + " TargetTrackingScaling.");
    }
    if (type != PolicyType.STEPSCALING && request.stepScalingPolicyConfiguration() != null) {
      throw invalid("StepScalingPolicyConfiguration belongs to the PolicyType StepScaling.");
    }
    return type;
  }

  private static TargetTracking targetTracking(
      PutScalingPolicyRequest request, ScalingPolicySpec before, List<ScalingPolicySpec> others) {
    TargetTrackingScalingPolicyConfiguration given =
        request.targetTrackingScalingPolicyConfiguration();
    if (given == null) {
      return Optional.ofNullable(before.targetTrackingScalingPolicyConfiguration())
          .orElseThrow(() -> invalid("TargetTrackingScalingPolicyConfiguration must be given."));
    }
    TargetTracking wanted =
        new TargetTracking(
            given.targetValue(),
            metric(given.predefinedMetricSpecification()),
            given.scaleOutCooldown(),
            given.scaleInCooldown(),
            given.disableScaleIn());
    if (wanted.targetValue() <= 0) {
      throw invalid("TargetValue must be greater than 0.");
    }
    if (or(wanted.scaleOutCooldown(), 0) < 0 || or(wanted.scaleInCooldown(), 0) < 0) {
      throw invalid("ScaleOutCooldown and ScaleInCooldown must not be negative.");
    }
    boolean tracked =
        others.stream()
            .map(policy -> policy.targetTrackingScalingPolicyConfiguration())
            .filter(Objects::nonNull)
            .anyMatch(
                other ->
                    other
                        .predefinedMetricSpecification()
                        .equals(wanted.predefinedMetricSpecification()));
    if (tracked) {
      throw invalid(
          "Only one TargetTrackingScaling policy for a given metric specification is allowed.");
    }
    return wanted;
  }

  private static PredefinedMetric metric(PredefinedMetricSpecification given) {
    if (given == null) {
      throw invalid("PredefinedMetricSpecification must be given.");
    }
    String type = given.predefinedMetricType().toString();
    ServiceMetric metric =
        ServiceMetric.of(type)
            .orElseThrow(
                () ->
                    invalid(
                        "PredefinedMetricType %s is not supported for services; these are: %s.",
                        type, Arrays.toString(ServiceMetric.values())));
    if ((given.resourceLabel() != null) != (metric == ServiceMetric.REQUESTS_PER_TARGET)) {
      throw invalid("ResourceLabel belongs to ALBRequestCountPerTarget, and to no other metric.");
    }
    if (given.resourceLabel() != null && !given.resourceLabel().matches(LABEL)) {
      throw invalid(
          "ResourceLabel must be app/<name>/<id>/targetgroup/<name>/<id>, but is '%s'.",
          given.resourceLabel());
    }
    return new PredefinedMetric(metric, given.resourceLabel());
  }

  private static final String LABEL = "app/[^/]+/[^/]+/targetgroup/[^/]+/[^/]+";
}
