package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.autoscaling.DynamicScaling.Change;
import dev.kubeecs.operator.autoscaling.metric.Datapoints;
import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.autoscaling.ScalableTargetStatus;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatus;
import dev.kubeecs.resources.autoscaling.ScalingPolicyStatusBuilder;
import dev.kubeecs.resources.autoscaling.ScheduledActionSpec;
import dev.kubeecs.resources.service.EcsService;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is to be done about a scalable target.
 *
 * @param limits what the spec shall say, as scheduled actions leave it
 * @param desired the desired count that the service shall have, if it is to be another
 * @param status what is told
 * @param lookAgainAt when to look again even if nothing happens
 */
record ScalingPlan(
    Limits limits,
    OptionalInt desired,
    ScalableTargetStatus status,
    Optional<Instant> lookAgainAt) {

  /** Decides. */
  static ScalingPlan of(ScaledService scaled) {
    if (scaled.problem().isPresent()) {
      return refused(scaled, scaled.problem().get());
    }
    try {
      return plan(
          scaled,
          scaled.service().orElseThrow(),
          ScheduledActions.follow(
              scaled.spec().scheduledActions(), scaled.before().scheduledActions(), scaled.now()));
    } catch (IllegalArgumentException e) {
      return refused(scaled, new Problem(Reason.Invalid, "scheduledActions: " + e.getMessage()));
    }
  }

  private static ScalingPlan refused(ScaledService scaled, Problem problem) {
    Long generation = scaled.target().getMetadata().getGeneration();
    return new ScalingPlan(
        Limits.of(scaled.spec()),
        OptionalInt.empty(),
        scaled
            .before()
            .with(
                s ->
                    s.observedGeneration(generation)
                        .conditions(
                            conditions(scaled)
                                .notReady(
                                    scaled.before().conditions(),
                                    problem.reason(),
                                    problem.message(),
                                    generation))),
        Optional.empty());
  }

  private static ScalingPlan plan(
      ScaledService scaled, EcsService service, ScheduledActions scheduled) {
    Activities activities = new Activities(scaled.before().activities(), scaled.now());
    activities.follow(service);
    Limits limits = Limits.of(scaled.spec());
    for (ScheduledActionSpec action : scheduled.due()) {
      limits = carryOut(action, scaled, limits, activities);
    }
    int desired = or(service.getSpec().desiredCount(), 1);
    Optional<String> outside = outside(scaled.before(), limits, desired);
    Map<String, Policy> policies = policies(scaled);
    Optional<Change> change =
        outside.isPresent() ? Optional.empty() : change(scaled, policies, limits, desired);
    OptionalInt next = OptionalInt.empty();
    if (outside.isPresent()) {
      next = OptionalInt.of(limits.nearest(desired));
      activities.desired(next.getAsInt(), outside.get());
    } else if (change.isPresent()) {
      next = OptionalInt.of(change.get().desired());
      activities.desired(next.getAsInt(), cause(policies, change.get()));
    }
    return new ScalingPlan(
        limits,
        next,
        status(
            scaled,
            limits,
            scheduled,
            activities,
            policyStatuses(scaled, policies, change, desired)),
        Stream.concat(
                scheduled.next().stream(), scaled.metrics().values().stream().map(Measured::next))
            .min(Instant::compareTo));
  }

  private static Limits carryOut(
      ScheduledActionSpec action, ScaledService scaled, Limits limits, Activities activities) {
    if (or(scaled.suspended().scheduledScalingSuspended(), false)) {
      return limits;
    }
    Limits after = limits.after(action.scalableTargetAction());
    if (!after.areValid()) {
      activities.impossible(action.scheduledActionName(), action.scalableTargetAction(), after);
      return limits;
    }
    activities.limits(action.scheduledActionName(), action.scalableTargetAction());
    return after;
  }

  /**
   * Why the desired count must change at once: limits that are new. Source: the ECS developer
   * guide; a count that somebody sets outside of the limits stays until a policy acts.
   */
  private static Optional<String> outside(ScalableTargetStatus before, Limits limits, int desired) {
    if (desired < limits.min() && !Integer.valueOf(limits.min()).equals(before.minCapacity())) {
      return Optional.of("minimum capacity was set to " + limits.min());
    }
    if (desired > limits.max() && !Integer.valueOf(limits.max()).equals(before.maxCapacity())) {
      return Optional.of("maximum capacity was set to " + limits.max());
    }
    return Optional.empty();
  }

  private static Map<String, Policy> policies(ScaledService scaled) {
    Map<String, Policy> policies = new LinkedHashMap<>();
    for (ScalingPolicySpec policy : asEmpty(scaled.spec().scalingPolicies())) {
      policies.put(policy.policyName(), policy(scaled, policy));
    }
    return policies;
  }

  private static Policy policy(ScaledService scaled, ScalingPolicySpec policy) {
    ScalingPolicyStatus before = before(scaled, policy.policyName());
    if (policy.stepScalingPolicyConfiguration() != null) {
      return new StepScalingPolicy(
          policy.stepScalingPolicyConfiguration(),
          scaled.alarms().getOrDefault(policy.policyName(), List.of()),
          before);
    }
    Measured measured = scaled.metrics().get(policy.policyName());
    return new TargetTrackingPolicy(
        scaled.target(),
        policy.targetTrackingScalingPolicyConfiguration(),
        measured == null ? Datapoints.NONE : measured.points(),
        before);
  }

  private static Optional<Change> change(
      ScaledService scaled, Map<String, Policy> policies, Limits limits, int desired) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    policies.forEach((name, policy) -> verdicts.put(name, policy.verdict(desired, scaled.now())));
    return new DynamicScaling(
            verdicts,
            limits,
            !or(scaled.suspended().dynamicScalingOutSuspended(), false),
            !or(scaled.suspended().dynamicScalingInSuspended(), false) && !scaled.deploying())
        .change(desired);
  }

  private static String cause(Map<String, Policy> policies, Change change) {
    Policy policy = policies.get(change.policy());
    return "monitor alarm %s in state %s triggered policy %s"
        .formatted(policy.alarm(change.out()), policy.alarmState(), change.policy());
  }

  private static List<ScalingPolicyStatus> policyStatuses(
      ScaledService scaled, Map<String, Policy> policies, Optional<Change> change, int desired) {
    return policies.entrySet().stream()
        .map(
            entry ->
                change
                    .map(
                        done ->
                            after(done, entry.getKey(), entry.getValue(), desired, scaled.now()))
                    .orElseGet(entry.getValue()::told))
        .toList();
  }

  /** Scaling out ends the cooldown after scaling in, that of every policy. */
  private static ScalingPolicyStatus after(
      Change change, String name, Policy policy, int desired, Instant now) {
    ScalingPolicyStatus told = policy.told();
    boolean own = change.policy().equals(name);
    if (!change.out()) {
      return own ? told.withLastScaleIn(now) : told;
    }
    ScalingPolicyStatus ended = told.withLastScaleIn(null);
    return own
        ? ended.with(
            s ->
                s.lastScaleOut(now)
                    .scaledOutFrom(
                        policy.coolsAfterScaleOut(now) ? told.scaledOutFrom() : (Integer) desired))
        : ended;
  }

  private static ScalingPolicyStatus before(ScaledService scaled, String policyName) {
    return asEmpty(scaled.before().scalingPolicies()).stream()
        .filter(status -> status.policyName().equals(policyName))
        .findFirst()
        .orElseGet(() -> ScalingPolicyStatusBuilder.builder().policyName(policyName).build());
  }

  private static ScalableTargetStatus status(
      ScaledService scaled,
      Limits limits,
      ScheduledActions scheduled,
      Activities activities,
      List<ScalingPolicyStatus> policies) {
    Long generation = scaled.target().getMetadata().getGeneration();
    return new ScalableTargetStatus(
        ScalableTargets.arn(scaled.account(), scaled.target()),
        limits.min(),
        limits.max(),
        policies,
        scheduled.followed(),
        activities.all(),
        generation,
        conditions(scaled).ready(scaled.before().conditions(), generation));
  }

  private static Conditions conditions(ScaledService scaled) {
    return new Conditions(Clock.fixed(scaled.now(), ZoneOffset.UTC));
  }
}
