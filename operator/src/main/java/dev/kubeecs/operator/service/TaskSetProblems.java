package dev.kubeecs.operator.service;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.service.validation.UnsupportedOfService;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import java.util.Optional;

/** What stands in the way of a task set. */
final class TaskSetProblems {

  private TaskSetProblems() {}

  /** The first thing that does; empty if the task set can be as it is wanted. */
  static Optional<Problem> of(ResolvedService service, ResolvedTaskSet taskSet) {
    Optional<Problem> unsupported =
        Problem.unsupported(
            UnsupportedOfService.fields(
                TaskSetContent.asService(service.spec(), taskSet.resource().getSpec())));
    if (unsupported.isPresent()) {
      return unsupported;
    }
    Optional<Problem> missing =
        ServiceProblems.missingCapacityProvider(
            service,
            taskSet.resource().getSpec().capacityProviderStrategy(),
            taskSet.capacityProvider());
    if (missing.isPresent()) {
      return missing;
    }
    String asked = taskSet.resource().getSpec().taskDefinition();
    Optional<TaskDefinitionRevision> definition =
        taskSet.taskDefinition().filter(TaskDefinitions::isActive);
    if (definition.isEmpty()) {
      return Optional.of(
          new Problem(
              Reason.NotFound,
              "taskDefinition: there is no ACTIVE revision of %s.".formatted(asked)));
    }
    return Problem.unsupported(Unsupported.fields(definition.get().getSpec().taskDefinition()));
  }
}
