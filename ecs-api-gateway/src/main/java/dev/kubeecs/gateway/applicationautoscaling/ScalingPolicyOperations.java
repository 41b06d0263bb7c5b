package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.applicationautoscaling.DeleteScalingPolicyRequest;
import dev.kubeecs.api.applicationautoscaling.DeleteScalingPolicyResponse;
import dev.kubeecs.api.applicationautoscaling.DescribeScalingPoliciesRequest;
import dev.kubeecs.api.applicationautoscaling.DescribeScalingPoliciesResponse;
import dev.kubeecs.api.applicationautoscaling.PutScalingPolicyRequest;
import dev.kubeecs.api.applicationautoscaling.PutScalingPolicyResponse;
import dev.kubeecs.api.applicationautoscaling.ScalingPolicy;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpec;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PutScalingPolicy, DeleteScalingPolicy and DescribeScalingPolicies. */
@Singleton
final class ScalingPolicyOperations implements Handlers {

  /** Source: quotas of Application Auto Scaling, scaling policies per scalable target. */
  private static final int MOST = 50;

  private final KnownScalableTargets targets;
  private final PolicyView view;
  private final Clock clock;

  ScalingPolicyOperations(KnownScalableTargets targets, PolicyView view, Clock clock) {
    this.targets = targets;
    this.view = view;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(PutScalingPolicyRequest.class, this::put)
        .on(DeleteScalingPolicyRequest.class, this::delete)
        .on(DescribeScalingPoliciesRequest.class, this::describe);
  }

  private PutScalingPolicyResponse put(PutScalingPolicyRequest request, Call call) {
    KnownScalableTargets.requireService(request.serviceNamespace(), request.scalableDimension());
    ScalableTarget target = targets.require(call, request.resourceId());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ScalableTarget changed = targets.change(target, spec -> with(spec, request, now));
    return new PutScalingPolicyResponse(
        ScalableTargets.policyArn(call.account(), changed, request.policyName()),
        view.alarms(call, changed, named(changed, request.policyName()).get()));
  }

  private static ScalableTargetSpec with(
      ScalableTargetSpec spec, PutScalingPolicyRequest request, Instant now) {
    List<ScalingPolicySpec> policies = new ArrayList<>(asEmpty(spec.scalingPolicies()));
    Optional<ScalingPolicySpec> before =
        policies.stream().filter(p -> p.policyName().equals(request.policyName())).findFirst();
    before.ifPresent(policies::remove);
    ScalingPolicySpec policy = PolicyRules.policy(request, before, policies);
    policies.add(before.isPresent() ? policy : policy.withCreationTime(now));
    if (policies.size() > MOST) {
      throw ScalingErrors.limit(MOST, "scaling policies");
    }
    return spec.withScalingPolicies(policies);
  }

  private DeleteScalingPolicyResponse delete(DeleteScalingPolicyRequest request, Call call) {
    KnownScalableTargets.requireService(request.serviceNamespace(), request.scalableDimension());
    ScalableTarget target =
        targets
            .find(call, request.resourceId())
            .filter(found -> named(found, request.policyName()).isPresent())
            .orElseThrow(() -> ScalingErrors.noPolicy(request.resourceId(), request.policyName()));
    targets.change(
        target,
        spec ->
            spec.withScalingPolicies(
                asEmpty(spec.scalingPolicies()).stream()
                    .filter(policy -> !policy.policyName().equals(request.policyName()))
                    .toList()));
    return new DeleteScalingPolicyResponse();
  }

  private DescribeScalingPoliciesResponse describe(
      DescribeScalingPoliciesRequest request, Call call) {
    KnownScalableTargets.requireService(
        request.serviceNamespace(), request.scalableDimension(), request.resourceId() != null);
    List<String> names = asEmpty(request.policyNames());
    List<ScalingPolicy> all =
        targets.ofResource(call, request.resourceId()).stream()
            .flatMap(
                target ->
                    asEmpty(target.getSpec().scalingPolicies()).stream()
                        .filter(p -> names.isEmpty() || names.contains(p.policyName()))
                        .map(policy -> view.of(call, target, policy)))
            .toList();
    Page<ScalingPolicy> page =
        Paging.of(call, request.maxResults(), request.nextToken())
            .of(all, policy -> policy.resourceId() + "\n" + policy.policyName());
    return new DescribeScalingPoliciesResponse(page.items(), page.nextToken());
  }

  private static Optional<ScalingPolicySpec> named(ScalableTarget target, String policyName) {
    return asEmpty(target.getSpec().scalingPolicies()).stream()
        .filter(policy -> policy.policyName().equals(policyName))
        .findFirst();
  }
}
