package dev.kubeecs.resources.taskdefinition.validation;

/**
 * A rule of ECS that is broken.
 *
 * @param field path of the member at fault, such as {@code containerDefinitions[0].memory}
 * @param message what is wrong, in ECS's words where they are known
 */
public record Violation(String field, String message) {

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
