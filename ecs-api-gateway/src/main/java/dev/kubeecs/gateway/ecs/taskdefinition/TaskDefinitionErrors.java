package dev.kubeecs.gateway.ecs.taskdefinition;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** Errors about task definitions, in AWS's words where they are known. */
public final class TaskDefinitionErrors {

  /** What AWS says, with one code or another, to whoever would run what was deregistered. */
  public static final String INACTIVE = "TaskDefinition is inactive";

  private TaskDefinitionErrors() {}

  /** DescribeTaskDefinition and its kin. */
  static AwsException unknown() {
    return client("Unable to describe task definition.");
  }

  /** RunTask, CreateService and their kin. */
  static AwsException notFound() {
    return client("TaskDefinition not found.");
  }

  /** What the rules say, each with the member at fault. */
  public static String messages(List<Violation> violations) {
    return violations.stream()
        .map(violation -> "%s (%s)".formatted(violation.message(), violation.field()))
        .collect(Collectors.joining(" "));
  }
}
