package dev.kubeecs.resources.placement;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.PlacementConstraint;
import dev.kubeecs.api.ecs.PlacementConstraintType;
import dev.kubeecs.api.ecs.TaskDefinitionPlacementConstraint;
import java.util.List;
import java.util.stream.Stream;

/** The constraints that a task has of its own and of its definition. */
public final class Expressions {

  private Expressions() {}

  /** The expressions that must hold for its instance, each once. */
  public static List<String> of(
      List<PlacementConstraint> ofTask, List<TaskDefinitionPlacementConstraint> ofDefinition) {
    return Stream.concat(asEmpty(ofTask).stream(), asConstraints(ofDefinition).stream())
        .filter(constraint -> constraint.type() == PlacementConstraintType.MEMBEROF)
        .map(PlacementConstraint::expression)
        .distinct()
        .toList();
  }

  /** Whether no other task of its group may be on its instance. */
  public static boolean areDistinct(List<PlacementConstraint> ofTask) {
    return asEmpty(ofTask).stream()
        .anyMatch(constraint -> constraint.type() == PlacementConstraintType.DISTINCTINSTANCE);
  }

  static List<PlacementConstraint> asConstraints(List<TaskDefinitionPlacementConstraint> all) {
    return asEmpty(all).stream()
        .map(
            constraint ->
                PlacementConstraint.builder()
                    .type(PlacementConstraintType.MEMBEROF)
                    .expression(constraint.expression())
                    .build())
        .toList();
  }
}
