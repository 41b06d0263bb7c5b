package dev.kubeecs.resources.placement;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.PlacementConstraint;
import dev.kubeecs.api.ecs.PlacementStrategy;
import dev.kubeecs.api.ecs.TaskDefinitionPlacementConstraint;
import dev.kubeecs.resources.containerinstance.query.ExpressionException;
import dev.kubeecs.resources.containerinstance.query.ExpressionParser;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What placement members must be. Source: ECS API reference, PlacementConstraint and Strategy. */
public final class PlacementRules {

  private static final int MOST_CONSTRAINTS = 10;
  private static final int MOST_STRATEGIES = 5;
  private static final Set<String> SIZES = Set.of("cpu", "memory");

  private PlacementRules() {}

  /** What is wrong with the placement of a task or service. */
  public static List<Violation> violations(
      List<PlacementConstraint> constraints, List<PlacementStrategy> strategies) {
    List<Violation> violations = new ArrayList<>();
    check("placementConstraints", constraints, MOST_CONSTRAINTS, violations);
    check("placementStrategy", strategies, MOST_STRATEGIES, violations);
    for (int i = 0; i < asEmpty(constraints).size(); i++) {
      String path = "placementConstraints[" + i + "]";
      violation(path, constraints.get(i)).ifPresent(violations::add);
    }
    for (int i = 0; i < asEmpty(strategies).size(); i++) {
      String path = "placementStrategy[" + i + "]";
      violation(path, strategies.get(i)).ifPresent(violations::add);
    }
    return violations;
  }

  private static void check(String member, List<?> items, int most, List<Violation> violations) {
    if (asEmpty(items).size() > most) {
      violations.add(new Violation(member, "can have at most " + most + " items."));
    }
  }

  /** What is wrong with the placement of a task definition. */
  public static List<Violation> violations(List<TaskDefinitionPlacementConstraint> constraints) {
    return violations(Expressions.asConstraints(constraints), List.of());
  }

  private static Optional<Violation> violation(String path, PlacementConstraint constraint) {
    String expression = constraint.expression();
    boolean given = expression != null && !expression.isEmpty();
    return switch (constraint.type()) {
      case null -> violation(path + ".type", "is required.");
      case DISTINCTINSTANCE ->
          given
              ? violation(path + ".expression", "must be empty for distinctInstance.")
              : Optional.empty();
      case MEMBEROF ->
          given
              ? violationOf(path + ".expression", expression)
              : violation(path + ".expression", "is required for memberOf.");
    };
  }

  private static Optional<Violation> violationOf(String path, String expression) {
    try {
      ExpressionParser.parse(expression);
      return Optional.empty();
    } catch (ExpressionException e) {
      return violation(path, e.getMessage() + ".");
    }
  }

  private static Optional<Violation> violation(String path, PlacementStrategy strategy) {
    String field = strategy.field() == null ? "" : strategy.field();
    String member = path + ".field";
    return switch (strategy.type()) {
      case null -> violation(path + ".type", "is required.");
      case RANDOM ->
          field.isEmpty() ? Optional.empty() : violation(member, "must be empty for random.");
      case BINPACK ->
          SIZES.contains(field.toLowerCase(Locale.ROOT))
              ? Optional.empty()
              : violation(member, "must be cpu or memory for binpack.");
      case SPREAD ->
          SpreadField.label(field).isPresent()
              ? Optional.empty()
              : violation(
                  member,
                  "must be instanceId, host, or an attribute that is a label of Nodes, for"
                      + " spread.");
    };
  }

  private static Optional<Violation> violation(String field, String message) {
    return Optional.of(new Violation(field, message));
  }
}
