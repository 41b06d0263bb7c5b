package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.api.elbv2.TargetHealthStateEnum;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.loadbalancing.target.TargetFacts;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroupStatus;
import dev.kubeecs.resources.loadbalancing.TargetGroupStatusBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** What is told of target groups in their status. */
final class TargetGroupReport {

  private TargetGroupReport() {}

  /** The status of a target group with its targets. */
  static TargetGroupStatus status(TargetFacts facts, List<RegisteredTarget> targets) {
    long healthy =
        targets.stream()
            .filter(target -> target.health().state() == TargetHealthStateEnum.HEALTHY)
            .count();
    return builder(facts)
        .loadBalancerArns(facts.loadBalancerArns())
        .targets(targets)
        .targetCount(targets.size())
        .healthyCount((int) healthy)
        .conditions(conditions(facts).ready(before(facts), generation(facts)))
        .build();
  }

  /** The status of a target group that asks for what there is not. */
  static TargetGroupStatus refused(TargetFacts facts, Problem problem) {
    return builder(facts)
        .conditions(
            conditions(facts)
                .notReady(before(facts), problem.reason(), problem.message(), generation(facts)))
        .build();
  }

  private static TargetGroupStatusBuilder builder(TargetFacts facts) {
    return TargetGroupStatusBuilder.builder()
        .targetGroupArn(facts.arn())
        .observedGeneration(generation(facts));
  }

  private static List<Condition> before(TargetFacts facts) {
    TargetGroupStatus status = facts.resource().getStatus();
    return status == null ? null : status.conditions();
  }

  private static Conditions conditions(TargetFacts facts) {
    return new Conditions(Clock.fixed(facts.now(), ZoneOffset.UTC));
  }

  private static Long generation(TargetFacts facts) {
    return facts.resource().getMetadata().getGeneration();
  }
}
