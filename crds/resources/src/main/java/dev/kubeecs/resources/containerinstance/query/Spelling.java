package dev.kubeecs.resources.containerinstance.query;

import dev.kubeecs.resources.containerinstance.query.Expression.And;
import dev.kubeecs.resources.containerinstance.query.Expression.Comparison;
import dev.kubeecs.resources.containerinstance.query.Expression.Existence;
import dev.kubeecs.resources.containerinstance.query.Expression.Match;
import dev.kubeecs.resources.containerinstance.query.Expression.Membership;
import dev.kubeecs.resources.containerinstance.query.Expression.Not;
import dev.kubeecs.resources.containerinstance.query.Expression.Or;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Expressions as text. */
final class Spelling {

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:@-]+");

  private Spelling() {}

  static String of(Expression expression) {
    return switch (expression) {
      case And and -> joined(and.operands(), " and ");
      case Or or -> joined(or.operands(), " or ");
      case Not not -> "not " + operand(not.operand());
      case Comparison comparison ->
          comparison.subject()
              + " "
              + comparison.relation().symbol()
              + " "
              + value(comparison.value());
      case Membership membership ->
          membership.subject()
              + (membership.negated() ? " !in [" : " in [")
              + membership.values().stream().map(Spelling::value).collect(Collectors.joining(", "))
              + "]";
      case Existence existence ->
          existence.subject() + (existence.negated() ? " !exists" : " exists");
      case Match match ->
          match.subject() + (match.negated() ? " !~ " : " =~ ") + value(match.pattern().toString());
    };
  }

  private static String joined(List<Expression> operands, String operator) {
    return operands.stream().map(Spelling::operand).collect(Collectors.joining(operator));
  }

  private static String operand(Expression operand) {
    return switch (operand) {
      case And and -> "(" + of(and) + ")";
      case Or or -> "(" + of(or) + ")";
      case Not not -> "(" + of(not) + ")";
      case Comparison comparison -> of(comparison);
      case Membership membership -> of(membership);
      case Existence existence -> of(existence);
      case Match match -> of(match);
    };
  }

  private static String value(String value) {
    if (BARE.matcher(value).matches()) {
      return value;
    }
    return value.contains("'") ? "\"" + value + "\"" : "'" + value + "'";
  }
}
