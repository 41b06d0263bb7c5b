package dev.kubeecs.resources.containerinstance.query;

import dev.kubeecs.resources.containerinstance.Instance;
import dev.kubeecs.resources.containerinstance.query.Expression.And;
import dev.kubeecs.resources.containerinstance.query.Expression.Comparison;
import dev.kubeecs.resources.containerinstance.query.Expression.Existence;
import dev.kubeecs.resources.containerinstance.query.Expression.Match;
import dev.kubeecs.resources.containerinstance.query.Expression.Membership;
import dev.kubeecs.resources.containerinstance.query.Expression.Not;
import dev.kubeecs.resources.containerinstance.query.Expression.Or;
import dev.kubeecs.resources.containerinstance.query.Expression.Relation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether an expression holds for a container instance. */
public final class Query {

  private Query() {}

  /**
   * Whether the expression holds. A subject without a value equals nothing and matches nothing; one
   * with several values does what one of them does, and its negation what none of them does.
   */
  public static boolean holds(Expression expression, Instance instance) {
    return switch (expression) {
      case And and -> and.operands().stream().allMatch(operand -> holds(operand, instance));
      case Or or -> or.operands().stream().anyMatch(operand -> holds(operand, instance));
      case Not not -> !holds(not.operand(), instance);
      case Comparison comparison -> compares(comparison, values(comparison.subject(), instance));
      case Membership membership ->
          membership.negated()
              != membership.values().stream()
                  .anyMatch(
                      value -> equal(membership.subject(), values(membership, instance), value));
      case Existence existence ->
          existence.negated() == values(existence.subject(), instance).isEmpty();
      case Match match ->
          match.negated()
              != values(match.subject(), instance).stream().anyMatch(match.pattern()::matches);
    };
  }

  private static Collection<String> values(Membership membership, Instance instance) {
    return values(membership.subject(), instance);
  }

  private static boolean compares(Comparison comparison, Collection<String> values) {
    return comparison.relation() == Relation.NOT_EQUAL
        ? !equal(comparison.subject(), values, comparison.value())
        : values.stream()
            .anyMatch(
                value ->
                    inRelation(
                        comparison.relation(),
                        Values.order(comparison.subject()).compare(value, comparison.value())));
  }

  private static boolean equal(Subject subject, Collection<String> values, String value) {
    return values.stream().anyMatch(one -> Values.order(subject).compare(one, value) == 0);
  }

  private static boolean inRelation(Relation relation, int order) {
    return switch (relation) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
    };
  }

  private static Collection<String> values(Subject subject, Instance instance) {
    return switch (subject) {
      case Subject.AgentConnected c -> List.of(Boolean.toString(instance.agentConnected()));
      case Subject.AgentVersion v -> List.of(instance.agentVersion());
      case Subject.Attribute attribute ->
          Optional.ofNullable(instance.attributes().get(attribute.name())).stream().toList();
      case Subject.Ec2InstanceId i -> instance.ec2InstanceId().stream().toList();
      case Subject.RegisteredAt r -> List.of(instance.registeredAt().toString());
      case Subject.RunningTasksCount n -> List.of(Integer.toString(instance.runningTasksCount()));
      case Subject.TaskGroup g -> instance.taskGroups();
    };
  }
}
