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

  private static final double TENTHS = 10;

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
    Map<String, TargetTrackingPolicy> policies = policies(scaled);
    Optional<Change> change =
        outside.isPresent() ? Optional.empty() : change(scaled, policies, limits, desired);
    OptionalInt next = OptionalInt.empty();
    if (outside.isPresent()) {
      next = OptionalInt.of(limits.nearest(desired));
      activities.desired(next.getAsInt(), outside.get());
    } else if (change.isPresent()) {
      next = OptionalInt.of(change.get().desired());
      activities.desired(next.getAsInt(), cause(scaled, change.get()));
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

  private static Map<String, TargetTrackingPolicy> policies(ScaledService scaled) {
    Map<String, TargetTrackingPolicy> policies = new LinkedHashMap<>();
    for (ScalingPolicySpec policy : asEmpty(scaled.spec().scalingPolicies())) {
      Measured measured = scaled.metrics().get(policy.policyName());
      policies.put(
          policy.policyName(),
          new TargetTrackingPolicy(
              policy.targetTrackingScalingPolicyConfiguration(),
              measured == null ? Datapoints.NONE : measured.points(),
              before(scaled, policy.policyName())));
    }
    return policies;
  }

  private static Optional<Change> change(
      ScaledService scaled,
      Map<String, TargetTrackingPolicy> policies,
      Limits limits,
      int desired) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    policies.forEach((name, policy) -> verdicts.put(name, policy.verdict(desired, scaled.now())));
    return new DynamicScaling(
            verdicts,
            limits,
            !or(scaled.suspended().dynamicScalingOutSuspended(), false),
            !or(scaled.suspended().dynamicScalingInSuspended(), false) && !scaled.deploying())
        .change(desired);
  }

  private static String cause(ScaledService scaled, Change change) {
    String alarm =
        change.out()
            ? ScalableTargets.alarmHigh(scaled.target(), change.policy())
            : ScalableTargets.alarmLow(scaled.target(), change.policy());
    return "monitor alarm " + alarm + " in state ALARM triggered policy " + change.policy();
  }

  private static List<ScalingPolicyStatus> policyStatuses(
      ScaledService scaled,
      Map<String, TargetTrackingPolicy> policies,
      Optional<Change> change,
      int desired) {
    return policies.entrySet().stream()
        .map(
            entry -> {
              TargetTrackingPolicy policy = entry.getValue();
              ScalingPolicyStatus told =
                  policy
                      .before()
                      .with(
                          s ->
                              s.metricValue(value(policy.metric()))
                                  .alarmHigh(policy.alarmHigh())
                                  .alarmLow(policy.alarmLow()));
              return change
                  .map(done -> after(done, entry.getKey(), policy, told, desired, scaled.now()))
                  .orElse(told);
            })
        .toList();
  }

  /** Scaling out ends the cooldown after scaling in, that of every policy. */
  private static ScalingPolicyStatus after(
      Change change,
      String name,
      TargetTrackingPolicy policy,
      ScalingPolicyStatus told,
      int desired,
      Instant now) {
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

  private static Double value(Datapoints metric) {
    return metric.newest().map(point -> Math.round(point.value() * TENTHS) / TENTHS).orElse(null);
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
