package dev.kubeecs.operator.daemon;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpec;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.validation.UnsupportedOfDaemon;
import dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why no daemon can run a daemon task definition. */
final class DaemonTaskDefinitionProblems {

  private DaemonTaskDefinitionProblems() {}

  static Optional<Problem> of(DaemonTaskDefinitionSpec definition) {
    return Problem.unsupported(UnsupportedOfDaemon.fields(definition))
        .or(() -> invalid(definition));
  }

  private static Optional<Problem> invalid(DaemonTaskDefinitionSpec definition) {
    List<Violation> violations =
        TaskDefinitionValidation.violations(DaemonTaskDefinitions.asTaskDefinition(definition));
    return violations.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Reason.Invalid,
                violations.stream().map(Violation::toString).collect(Collectors.joining("; "))));
  }
}
